/** Where a mail program's own button stops mails by one press (RFC 8058). The page for people is `/bell/stop`. */
export const STOP_MAILS_PATH = '/api/stop-mails';

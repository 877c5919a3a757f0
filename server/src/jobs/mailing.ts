/** How jobs are done that send a mail: a mail server may be away for half a day, and another one slow. */
export const mailing = { attempts: 20, atOnce: 8 } as const;

import type { FileHint } from '@hearth/shared/files/hints';
import * as m from '../paraglide/messages.js';

/** What could be mended in a file, and how. */
export const hintWords: Readonly<Record<FileHint, () => string>> = {
  'video-codec': m.library_hint_video_codec,
  'video-late': m.library_hint_video_late,
  'pdf-unread': m.library_hint_pdf_unread,
  'pdf-password': m.library_hint_pdf_password,
  'pdf-no-text': m.library_hint_pdf_no_text,
  'pdf-no-tags': m.library_hint_pdf_no_tags,
  'pdf-no-headings': m.library_hint_pdf_no_headings,
  'pdf-no-alt': m.library_hint_pdf_no_alt,
  'pdf-no-language': m.library_hint_pdf_no_language,
  'pdf-no-title': m.library_hint_pdf_no_title,
  'office-unread': m.library_hint_office_unread,
  'office-no-headings': m.library_hint_office_no_headings,
  'office-no-titles': m.library_hint_office_no_titles,
  'office-no-alt': m.library_hint_office_no_alt,
  'office-no-language': m.library_hint_office_no_language,
};

import * as m from '../paraglide/messages.js';
import { addSentences } from '../text/errors.ts';

addSentences({
  'picture-kind': () => m.file_error_picture_kind(),
  'picture-heic': () => m.file_error_picture_heic(),
  'picture-too-large': (params) => m.file_error_picture_too_large({ most: params['most'] ?? 20 }),
  'picture-too-many-pixels': (params) => m.file_error_picture_too_many_pixels({ most: params['most'] ?? 50 }),
  'picture-too-heavy': () => m.file_error_picture_too_heavy(),
  'picture-broken': () => m.file_error_picture_broken(),
  'file-kind': () => m.file_error_file_kind(),
  'file-other': () => m.file_error_file_other(),
  'file-old-office': () => m.file_error_file_old_office(),
  'file-macros': () => m.file_error_file_macros(),
  'file-too-large': (params) => m.file_error_file_too_large({ most: params['most'] ?? 25 }),
  'file-infected': () => m.file_error_file_infected(),
  'file-unchecked': () => m.file_error_file_unchecked(),
  'upload-offset': () => m.file_error_upload_offset(),
  'upload-over': () => m.file_error_upload_over(),
  'too-many-uploads': (params) => m.file_error_too_many_uploads({ most: params['most'] ?? 20 }),
  'uploads-full': () => m.file_error_uploads_full(),
  'uploads-of-the-day': () => m.file_error_uploads_of_the_day(),
  'no-room': () => m.file_error_no_room(),
  'file-not-ready': () => m.file_error_file_not_ready(),
  'file-in-use': () => m.file_error_file_in_use(),
});

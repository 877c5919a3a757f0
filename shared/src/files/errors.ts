import { refusals } from '../kernel/errors.ts';

export const fileError = refusals({
  'picture-kind': ['invalid', 'Pictures can be JPEG, PNG, WebP or GIF. This is something else.'],
  'picture-heic': [
    'invalid',
    'This picture is in Apple’s own format (HEIC), which most devices cannot show. Take a screenshot of it and add that instead. So that your iPhone takes the next ones as JPEG: Settings → Camera → Formats → Most Compatible.',
  ],
  'picture-too-large': ['invalid', 'This picture is too large. It may have {most} MB.'],
  'picture-too-many-pixels': ['invalid', 'This picture has too many pixels. It may have {most} megapixels.'],
  'picture-too-heavy': [
    'invalid',
    'This picture is saved in an unusual way, and reading it takes too much memory. Save it as an ordinary JPEG and try again.',
  ],
  'picture-broken': ['invalid', 'This picture is damaged and cannot be shown. Please try another copy of it.'],
  'file-kind': [
    'invalid',
    'This kind of file cannot be added. PDF, Word (docx), Excel (xlsx), PowerPoint (pptx), OpenDocument, text, CSV, MP3, M4A and OGG can.',
  ],
  'file-other': ['invalid', 'This file is not what its name says, or it is damaged. Please try another copy of it.'],
  'file-old-office': [
    'invalid',
    'This file is in an old format of Office or has a password. Save it as docx, xlsx or pptx without a password, and add that instead.',
  ],
  'file-macros': [
    'invalid',
    'This file has macros or other programs in it. Save it without them, or as a PDF, and add that instead.',
  ],
  'file-too-large': ['invalid', 'This file is too large. It may have {most} MB.'],
  'video-kind': [
    'invalid',
    'Films can be MP4 or WebM. On an iPhone choose the film from Photos, which gives an MP4; a .mov from a Mac is exported first: File → Export As.',
  ],
  'video-broken': [
    'invalid',
    'This film is damaged or cut off, and nobody could play it. Please try another copy of it.',
  ],
  'captions-kind': ['invalid', 'Captions can be WebVTT (.vtt) or SubRip (.srt). This is something else.'],
  'captions-broken': [
    'invalid',
    'Line {line} of these captions says no time that can be read, such as 00:01:05.000 --> 00:01:09.000.',
  ],
  'captions-backwards': [
    'invalid',
    'Line {line} of these captions begins before the line above it, or ends before it begins.',
  ],
  'captions-empty': ['invalid', 'There are no captions in this file.'],
  'file-infected': [
    'invalid',
    'The virus scanner found something in this file, so it was not taken. It is deleted here.',
  ],
  'file-unchecked': ['busy', 'This file could not be checked for viruses, so it was not taken. Try again later.'],
  'upload-offset': ['conflict', 'The upload goes on at another place.'],
  'upload-over': ['conflict', 'This upload has ended already.'],
  'too-many-uploads': ['conflict', 'You have {most} uploads under way. Wait until some of them are done.'],
  'uploads-full': ['busy', 'Many files are being worked on right now. Try again in a minute.'],
  'uploads-of-the-day': ['too-many', 'You have uploaded a lot today. Go on tomorrow.'],
  'no-room': ['busy', 'There is no room for files right now. What you wrote is saved.'],
  'file-not-ready': ['conflict', 'A picture or file is not ready yet. Try again in a moment.'],
  'file-in-use': ['conflict', 'This picture or file is in use already. Please upload it again.'],
});

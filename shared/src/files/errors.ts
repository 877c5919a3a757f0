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
  'upload-offset': ['conflict', 'The upload goes on at another place.'],
  'upload-over': ['conflict', 'This upload has ended already.'],
  'too-many-uploads': ['conflict', 'You have {most} uploads under way. Wait until some of them are done.'],
  'uploads-full': ['busy', 'Many pictures are being worked on right now. Try again in a minute.'],
  'uploads-of-the-day': ['too-many', 'You have uploaded many pictures today. Go on tomorrow.'],
  'no-room': ['busy', 'There is no room for pictures right now. What you wrote is saved.'],
  'file-not-ready': ['conflict', 'A picture is not ready yet. Try again in a moment.'],
  'file-in-use': ['conflict', 'This picture is in use already. Please upload it again.'],
});

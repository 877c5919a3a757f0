import { refusals } from '../kernel/errors.ts';

export const libraryError = refusals({
  'library-changed': [
    'conflict',
    'Somebody was quicker: this entry has changed since you opened it. Look at it again, then decide.',
  ],
  'library-not-now': ['conflict', 'This cannot be done with the entry as it stands now. Look at it again.'],
  'library-unfinished': ['invalid', 'Something is still missing before others can have it. It is marked below.'],
  'library-reason': ['invalid', 'Please say why. Whoever owns the entry reads it.'],
  'library-link': ['invalid', 'A link begins with http:// or https:// and holds no name or password.'],
  'library-newer': ['conflict', 'Version {no} has come meanwhile. Look at it first, then decide.'],
  'library-by-version': [
    'invalid',
    'What is published gets other files and links by a new version, so that what people have linked to stays as it is.',
  ],
  'library-same': ['invalid', 'These are the files and links that it has already.'],
  'library-versions-full': ['too-many', 'This entry has {most} versions, which is as many as there may be.'],
  'library-no-files': ['invalid', 'There is no file or picture below this post any more.'],
  'library-asked': ['conflict', 'Its author has been asked already.'],
  'library-nameless': [
    'invalid',
    'This was written without a name, and the library names who gives. Choose the file on your device instead.',
  ],
  'library-used': [
    'conflict',
    'Say of each place where it is used what becomes of it. Some may have come since you opened the list.',
  ],
  'library-successor': ['invalid', 'Name a published entry of the library that can be used instead.'],
  'library-note-given': ['conflict', 'This practice note is in the library already, or was proposed before.'],
  'library-unanswered': [
    'conflict',
    'Not everybody who is named has said yes. Wait for them, or take out the names of those who have not answered.',
  ],
  'library-full': [
    'too-many',
    'You have {most} entries that are not published yet. Finish or discard some of them first.',
  ],
});

import { refusals } from '../kernel/errors.ts';

export const collectionError = refusals({
  'collection-changed': [
    'conflict',
    'Somebody was quicker: this collection has changed since you opened it. Look at it again, then change it.',
  ],
  'collection-full': ['too-many', 'A collection holds {most} entries and headings. Take something out first.'],
  'collection-archived': ['invalid', 'What is archived cannot be put into a collection any more.'],
  'collection-empty': ['invalid', 'Put something into it first: nobody needs an empty collection.'],
});

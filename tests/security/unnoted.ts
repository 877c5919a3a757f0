/** An item of the queue keeps its own history. */
const OWN_HISTORY = 'its own history says who did what and when, and what it removes is noted as a deletion';
const REVIEW_ACTS = ['open', 'claim', 'release', 'note', 'assign', 'hand-over', 'due', 'resolve', 'reject', 'undo'];
const REVIEW = {
  ...Object.fromEntries(REVIEW_ACTS.map((act) => [`review.${act}`, OWN_HISTORY])),
  'review.get': 'shows what all who read the post see, and who reported it, which is whom moderators answer',
  'review.list': 'the same',
  'review.count': 'a number',
  'review.numbers': 'numbers, and nobody stands in them',
};

/** What is for some, and shows or changes nothing of anybody else's. */
export const UNNOTED: Readonly<Record<string, string>> = {
  'person.waiting': 'who waits is what is to be decided, and the decision is noted',
  'board.settings': 'says nothing of anybody',
  'thread.moderation':
    'shows what all who read the thread see, and that posts were deleted; what they say is not in it',
  'practice.get': 'a draft is made of posts that all who read the thread see',
  'library.renewed': 'what was sent is to be decided, and the decision is noted',
  'library.due': 'what is published is to be looked at, and what becomes of it is noted',
  'library.uses': 'names what whoever may archive an entry reads anyway',
  'library.queue': 'what was sent is to be decided, and the decision is noted',
  'import.list': 'says which tables were brought in; what becomes of each is noted',
  'import.get': 'what is to be published is looked through, and what becomes of it is noted',
  'saved.reported': 'what was reported is to be decided, and the decision is noted',
  'complaint.list': 'what was reported is to be decided, and the decision is noted',
  'link.check': 'asks whether a link opens, which all who read the entry are told',
  'link.broken': 'which links do not open all who read the entries see',
  'card.list': 'shows what stands below a post for all who read it',
  'house-rules.preview': 'renders one’s own words',
  'reason.list': 'says nothing of anybody',
  'desk.save-view': 'one’s own filters',
  'desk.list': 'shows what all who read the boards can see, in one list',
  'desk.show': 'the same',
  'rota.set': 'one’s own hours',
  'rota.get': 'when moderators are there, which they have said to each other',
  ...REVIEW,
  'gate.get': 'says nothing of anybody',
  'trust.get': 'counts days and posts, which everybody can',
  'word.list': 'says nothing of anybody',
  'word.test': 'looks at one’s own words',
  'sanction.list': 'says whom something holds; what is kept about each is noted where it is looked at',
  'audit.list': 'shows that others have looked, and changes nothing',
};

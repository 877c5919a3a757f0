import { z } from 'zod';
import { firstWords } from '../accounts/budgets.ts';
import { votes, writes } from '../kernel/budgets.ts';
import { readers } from '../kernel/rights.ts';
import { language } from '../accounts/entity.ts';
import { asideReason, question, room, questionId, roomId, zone } from './entity.ts';
import { personId } from '../kernel/ids.ts';
import { roomLimits } from './limits.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { line, words } from '../kernel/words.ts';
import { attachedPictures } from '../files/entity.ts';
import { command } from '../kernel/command.ts';

const inRoom = { roomId, questionId };
/** `question` as the one who gave the command sees it. */
/** `room` is null where the room itself stays as it was. */
const changed = z.strictObject({ room: room.nullable(), question });

const announced = {
  title: line(roomLimits.title),
  purpose: words(roomLimits.purpose),
  language,
  /** Not in the past, and a year ahead at most. */
  startsAt: z.iso.datetime(),
  minutes: z.int().min(10).max(480),
  zone: zone.optional(),
};

export const scheduleRoom = command('room.schedule', {
  about: 'Moderators: announces office hours.',
  privileged: true,
  input: z.strictObject({
    ...announced,
    readers,
    /** Beside oneself. */
    hosts: z.array(personId).max(roomLimits.hosts - 1),
  }),
  output: room,
});

export const editRoom = command('room.edit', {
  about:
    'Hosts: changes or moves office hours that have not begun. Those that were cancelled, or that nobody opened, are announced again by it.',
  privileged: true,
  input: z.strictObject({ roomId, ...announced }),
  output: room,
});

export const cancelRoom = command('room.cancel', {
  about: 'Hosts: calls off office hours that have not begun. Their questions stay to be read.',
  privileged: true,
  input: z.strictObject({ roomId }),
  output: room,
});

export const openRoom = command('room.open', {
  about: 'Hosts: goes live. Also brings a room back that was ended by mistake.',
  privileged: true,
  input: z.strictObject({ roomId }),
  output: room,
});

export const endRoom = command('room.end', {
  about: 'Hosts: ends the room. Everything in it stays to be read.',
  privileged: true,
  input: z.strictObject({ roomId }),
  output: room,
});

export const addHost = command('room.add-host', {
  about: 'Hosts: lets somebody who may see the room lead it too.',
  privileged: true,
  input: z.strictObject({ roomId, personId }),
  output: room,
});

export const removeHost = command('room.remove-host', {
  about:
    'Hosts and moderators: takes a host off, on every open page within a second. The last one can be taken off by admins alone.',
  privileged: true,
  input: z.strictObject({ roomId, personId }),
  output: room,
});

export const askQuestion = command('question.ask', {
  about: 'Asks a question, with or without one’s name. Without it, nobody learns whose it is.',
  input: z.strictObject({ roomId, text: words(roomLimits.question), anonymous: z.boolean(), asItIs }),
  output: changed,
  counts: [writes, firstWords],
  publishes: ['text'],
});

export const withdrawQuestion = command('question.withdraw', {
  whileSilenced: true,
  about: 'Takes one’s own question back while it waits.',
  input: z.strictObject(inRoom),
  output: changed,
});

export const voteOnQuestion = command('question.vote', {
  about: 'Raises or withdraws one’s own vote. Asking twice for the same changes nothing.',
  input: z.strictObject({ ...inRoom, up: z.boolean() }),
  output: z.strictObject({ up: z.boolean() }),
  counts: [votes],
});

export const answerNow = command('question.answer-now', {
  about:
    'Hosts: starts answering a question. One per room: `replaces` names the one now being answered, which counts as answered.',
  privileged: true,
  input: z.strictObject({ ...inRoom, replaces: questionId.nullable() }),
  output: changed,
});

export const answered = command('question.answered', {
  about: 'Hosts: marks a question as answered, with a line on what was said, and pictures below it.',
  privileged: true,
  input: z.strictObject({
    ...inRoom,
    note: words(roomLimits.note, 0),
    pictures: attachedPictures.max(roomLimits.pictures).optional(),
    asItIs,
  }),
  output: changed,
  publishes: ['note', 'pictures'],
});

export const dismissQuestion = command('question.dismiss', {
  about: 'Hosts: sets a question aside, with a reason that its asker reads, and a note that only hosts see.',
  privileged: true,
  input: z.strictObject({ ...inRoom, note: words(roomLimits.note, 0), reason: asideReason.optional() }),
  output: changed,
});

export const reopenQuestion = command('question.reopen', {
  about: 'Hosts: brings an answered or dismissed question back to the list, with its votes.',
  privileged: true,
  input: z.strictObject(inRoom),
  output: changed,
});

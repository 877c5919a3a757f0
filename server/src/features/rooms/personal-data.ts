import { mayRead } from '@hearth/shared/kernel/access';
import { questionId, roomId } from '@hearth/shared/rooms/entity';
import type { exported } from '@hearth/shared/rooms/exported';
import type { z } from 'zod';
import { personalStream, type Exporting, type Leaving, type PersonalData } from '../../personal-data/declaration.ts';
import { withoutPerson } from '../../personal-data/without-person.ts';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { attachedOf, filesIn, type AttachedRecord } from '../files/access.ts';
import { fieldsOf, questionFields } from './access.ts';
import { changed } from './event-data.ts';
import { isOwner, nobodysTag } from './owner-tag.ts';
import { ANSWER, placeOfAnswer } from './place-of-answer.ts';
import {
  eachOwnerTag,
  findQuestion,
  readQuestions,
  readRoomsOf,
  replaceOwnerTag,
  type QuestionRecord,
  type RoomRecord,
} from './store.ts';
import { rooms, type QuestionFields, type RoomData } from './stream.ts';
import { votes } from './votes.ts';

type Exported = z.output<z.ZodObject<typeof exported>>;

export const personalData: PersonalData<Exported> = {
  collections: ['Room', 'Question'],
  streams: [
    personalStream(rooms, {
      names: ['room.hosts.personId', 'questions.by.personId'],
      tags: {
        path: 'questions.0',
        parts: ['questions.id', 'questions.owner'],
        isTheirs: (id, { questions }, leaving) => questions.some((question) => owns(leaving, id, question)),
      },
      redact: (id, leaving) => (data) => withoutTraces(id, data, leaving),
    }),
  ],

  async export(exporting) {
    const { actor } = exporting;
    const hosted = await readRoomsOf(actor.id);
    return {
      hosted: hosted.map(({ _id, title, readers, startsAt }) => ({
        roomId: roomId.parse(_id),
        title: mayRead(actor, readers) ? title : '',
        startsAt: startsAt.toISOString(),
      })),
      questions: await questionsOf(exporting),
      answerPictures: await picturesBy(actor.id),
      votes: (await votes.readAllOf(actor.id)).map(({ streamId, subject, value, at }) => ({
        roomId: roomId.parse(streamId),
        questionId: questionId.parse(subject),
        up: value === 'up',
        at: at.toISOString(),
      })),
    };
  },

  async erase(services, leaving) {
    const hosted = await readRoomsOf(leaving.personId);
    for (const room of hosted) await takeFromHosts(services, leaving, room);
    const asked = new Set<string>();
    for await (const question of eachOwnerTag()) {
      if (owns(leaving, question.roomId, question)) asked.add(question.roomId);
    }
    for (const id of asked) await takeFromQuestions(services, leaving, id);
    const answered = leaving.words === 'remove' && (await takeFromAnswers(services, leaving));
    return hosted.length + asked.size > 0 || answered;
  },
};

type Tagged = Pick<QuestionRecord, 'id' | 'owner'>;

function owns({ secret, personId }: Leaving, id: string, question: Tagged): boolean {
  return isOwner(secret, id, question, personId);
}

/** Whose a question is can only be tried: their tags are read, and of one's own the words. */
async function questionsOf({ services, actor, signal }: Exporting): Promise<Exported['questions']> {
  const own: Exported['questions'] = [];
  for await (const tagged of eachOwnerTag()) {
    signal.throwIfAborted();
    const isOwn = isOwner(services.secret, tagged.roomId, tagged, actor.id);
    const question = isOwn ? await findQuestion(tagged.roomId, tagged.id) : null;
    if (!question) continue;
    const { by, status, text, askedAt } = question;
    own.push({
      roomId: roomId.parse(question.roomId),
      askedAt: askedAt.toISOString(),
      anonymous: by === null,
      status,
      text,
    });
  }
  return own;
}

async function takeFromHosts(
  { streams }: Services,
  { personId, causeOf }: Leaving,
  { _id, rev }: RoomRecord,
): Promise<void> {
  await commit(streams, rooms, _id, causeOf(`${_id} ${rev}`), (aggregate) => {
    if (!aggregate?.hosts.some((host) => host.personId === personId)) return null;
    return changed({ room: withoutPerson(fieldsOf(aggregate), personId) });
  });
}

/**
 * A question without a name looks as it did, and nothing may tell that it changed at the moment a name went: it gets
 * another tag in silence. What people see change, they see change at once.
 */
async function takeFromQuestions({ streams }: Services, leaving: Leaving, id: string): Promise<void> {
  const own = async () => (await readQuestions(id)).filter((question) => owns(leaving, id, question));
  const isSeen = ({ by }: QuestionRecord) => by !== null || leaving.words === 'remove';
  const found = await own();
  for (const question of found.filter((one) => !isSeen(one)))
    await replaceOwnerTag(id, question.id, question.owner, nobodysTag());
  const wanted = found.filter(isSeen).map((question) => `${question.id} ${question.rev}`);
  if (wanted.length === 0) return;
  await commit(streams, rooms, id, leaving.causeOf([id, ...wanted.sort()].join()), async (aggregate) => {
    const seen = (await own()).filter(isSeen);
    if (!aggregate || seen.length === 0) return null;
    const questions = seen
      .map((question) => withoutAsker(id, questionFields(question), leaving))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    return changed({ questions });
  });
}

interface AnswerPicture {
  readonly roomId: string;
  readonly question: QuestionRecord;
  readonly pictures: readonly AttachedRecord[];
}

/** Who wrote an answer stands nowhere; whose its pictures are, their files know. */
async function answersWith(personId: string): Promise<AnswerPicture[]> {
  const own = await filesIn(personId, ANSWER);
  const ids = new Set(own.map(({ fileId }) => fileId));
  const found = await Promise.all(
    [...new Set(own.map(({ id }) => id))].map(async (id) => {
      const { roomId: its, questionId: named } = placeOfAnswer(id);
      const question = await findQuestion(its, named);
      const pictures = (question?.pictures ?? []).filter(({ fileId }) => ids.has(fileId));
      return question && pictures.length > 0 ? [{ roomId: its, question, pictures }] : [];
    }),
  );
  return found.flat();
}

async function picturesBy(personId: string): Promise<Exported['answerPictures']> {
  return (await answersWith(personId)).flatMap(({ roomId: its, question, pictures }) =>
    attachedOf(pictures).map((picture) => ({
      roomId: roomId.parse(its),
      questionId: questionId.parse(question.id),
      picture,
    })),
  );
}

/** The bytes go with their files, after this. */
async function takeFromAnswers({ streams }: Services, { personId, causeOf }: Leaving): Promise<boolean> {
  const answers = await answersWith(personId);
  for (const { roomId: id, question, pictures } of answers) {
    const cause = causeOf(`${id} answer ${question.id} ${question.rev}`);
    await commit(streams, rooms, id, cause, async (aggregate) => {
      const now = await findQuestion(id, question.id);
      if (!aggregate || !now) return null;
      const isTheirs = ({ fileId }: AttachedRecord) => pictures.some((one) => one.fileId === fileId);
      const kept = (now.pictures ?? []).filter((one) => !isTheirs(one));
      return changed({ questions: [{ ...questionFields(now), pictures: kept }] });
    });
  }
  return answers.length > 0;
}

/** The same data where there is no trace of them. */
function withoutTraces(id: string, data: RoomData, leaving: Leaving): RoomData {
  const room = withoutPerson(data.room, leaving.personId);
  const questions = data.questions.map((question) => withoutAsker(id, question, leaving));
  const isSame = room === data.room && questions.every((question, place) => question === data.questions[place]);
  return isSame ? data : { ...data, ...(room && { room }), questions };
}

/** The same question where it is somebody else's. */
function withoutAsker(id: string, question: QuestionFields, leaving: Leaving): QuestionFields {
  const isOwned = owns(leaving, id, question);
  const isSigned = question.by?.personId === leaving.personId;
  if (!isOwned && !isSigned) return question;
  return {
    ...question,
    ...(isSigned && { by: null }),
    ...(isOwned && { owner: nobodysTag() }),
    // What stands where words were taken away.
    ...(leaving.words === 'remove' && { text: '…' }),
  };
}

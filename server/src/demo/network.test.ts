import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { linksAlone } from '../features/threads/links.ts';
import { readDemoNetwork } from './network.ts';
import { readThreads } from './thread-text.ts';

const network = readDemoNetwork();
const given = network.library.flatMap(({ parts }) => parts);
const people = new Map(network.people.map((person) => [person.key, person]));

test('it is large enough to look lived in', () => {
  const posts = network.threads.flatMap((thread) => thread.posts);
  expect(network.boards.length).toBeGreaterThanOrEqual(6);
  expect(network.threads.length).toBeGreaterThanOrEqual(60);
  expect(posts.length).toBeGreaterThanOrEqual(400);
  expect(network.rooms.map((room) => room.status).sort()).toEqual(['ended', 'live', 'scheduled']);
  expect(network.rooms.find((room) => room.status === 'live')?.questions.length).toBeGreaterThanOrEqual(12);
  expect(network.threads.filter((thread) => thread.language === 'es').length).toBeGreaterThanOrEqual(15);
  expect(Math.max(...network.threads.map((thread) => thread.posts.length))).toBeGreaterThan(50);
});

test('every name in it is somebody', () => {
  const named = [
    ...network.threads.flatMap((thread) => thread.posts.map((post) => post.by)),
    ...network.library.flatMap(({ by, curator }) => [by, ...(curator ? [curator] : [])]),
    ...network.rooms.flatMap((room) => [
      ...room.hosts,
      ...room.questions.flatMap((question) => [question.by, ...question.votes]),
    ]),
  ];
  expect([...new Set(named)].filter((key) => !people.has(key))).toEqual([]);
});

test('what stands in a collection was published in the library, by whoever may', () => {
  const published = network.library.filter(({ curator }) => curator).map(({ key }) => key);
  for (const { by, rows } of network.collections) {
    expect(people.get(by)?.role).not.toBe('member');
    for (const row of rows) if ('entry' in row) expect(published).toContain(row.entry);
  }
});

test('what stands in a list was published in the library, and whom it is shared with its owner is among', () => {
  const published = network.library.filter(({ curator }) => curator).map(({ key }) => key);
  for (const { by, entries, shared } of network.lists) {
    expect(people.has(by)).toBe(true);
    for (const entry of entries) expect(published).toContain(entry);
    if (shared) expect(network.groups.find(({ key }) => key === shared.group)?.members).toContain(by);
  }
});

test('whoever has a face, and every picture below a post or in the library, has been drawn', () => {
  const drawn = readdirSync(new URL('network/pictures/', import.meta.url)).sort();
  const faces = network.people.filter(({ photo }) => photo).map(({ key }) => `${key}.webp`);
  const ofLinks = network.previews.flatMap(({ picture }) => picture?.file ?? []);
  const inLibrary = given.flatMap((part) => ('picture' in part ? part.picture : []));
  const below = network.pictures.map(({ file }) => file);
  expect([...faces, ...below, ...ofLinks, ...inLibrary].sort()).toEqual(drawn);
  for (const { thread, no } of network.pictures)
    expect(network.threads.find(({ key }) => key === thread)?.posts.length).toBeGreaterThanOrEqual(no);
});

test('every file below a post, and in the library, has been written', () => {
  const written = readdirSync(new URL('network/files/', import.meta.url)).sort();
  const inLibrary = given.flatMap((part) =>
    'file' in part ? [part.file, ...(part.captions ?? []).map(({ file }) => file)] : [],
  );
  expect([...network.files.map(({ file }) => file), ...inLibrary].sort()).toEqual(written);
  for (const { thread, no } of network.files)
    expect(network.threads.find(({ key }) => key === thread)?.posts.length).toBeGreaterThanOrEqual(no);
});

test('what links lead to stands below posts that have these links', () => {
  for (const { thread, no, card } of network.previews) {
    const post = network.threads.find(({ key }) => key === thread)?.posts[no - 1];
    expect(linksAlone(post?.text ?? '')).toContain(card.url);
  }
});

test('boards stand in sections, and below boards, that there are', () => {
  const keys = new Map(network.boards.map(({ key, parent }) => [String(key), parent]));
  for (const { section, parent } of network.boards) {
    if (section) expect(network.sections.map(({ key }) => key)).toContain(section);
    if (parent) expect([keys.has(parent), keys.get(parent)]).toEqual([true, undefined]);
  }
});

test('what is voted for is an idea, by people there are, and moderators say what becomes of it', () => {
  for (const { thread, votes, said } of network.ideas) {
    const board = network.threads.find(({ key }) => key === thread)?.board;
    expect(network.boards.find(({ key }) => key === board)?.kind).toBe('ideas');
    expect([...new Set(votes)].filter((key) => people.has(key))).toEqual(votes);
    expect(said.filter(({ by }) => people.get(by)?.role === 'member')).toEqual([]);
  }
});

test('polls stand in posts that there are, and people vote in them', () => {
  for (const { thread, no, votes, asks } of network.polls) {
    expect(network.threads.find(({ key }) => key === thread)?.posts.length).toBeGreaterThanOrEqual(no);
    expect(Object.keys(votes).filter((key) => !people.has(key))).toEqual([]);
    expect(Math.max(...Object.values(votes).flat())).toBeLessThan(asks.options.length);
  }
});

test('answers are reported on after they were given, by others than whoever gave them', () => {
  for (const { thread, no, reports } of network.trials) {
    const posts = network.threads.find(({ key }) => key === thread)?.posts;
    const answer = posts?.[no - 1];
    expect(reports.filter(({ by }) => by === answer?.by || !people.has(by))).toEqual([]);
    expect(new Set(reports.map(({ by }) => by)).size).toBe(reports.length);
    for (const { hoursAgo } of reports) expect(hoursAgo * 60).toBeLessThan(answer?.minutesAgo ?? 0);
  }
});

test('practice notes are made of solved questions, by whoever asked', () => {
  for (const { thread, by, hoursAgo, picked } of network.practiced) {
    const found = network.threads.find(({ key }) => key === thread);
    const posts = found?.posts ?? [];
    expect([found?.answer === undefined, posts[0]?.by, posts.length >= Math.max(...picked)]).toEqual([false, by, true]);
    expect(hoursAgo * 60).toBeLessThan(posts.at(-1)?.minutesAgo ?? 0);
  }
});

test('it keeps the rules of the product', () => {
  const boards = new Map(network.boards.map((board) => [String(board.key), board]));
  for (const { board, posts } of network.threads) {
    const readers = boards.get(board)?.readers;
    expect(readers).toBeDefined();
    const group = network.groups.find(({ key }) => key === boards.get(board)?.group);
    if (group) expect(posts.filter(({ by }) => ![group.owner, ...group.members].includes(by))).toEqual([]);
    if (readers === 'staff') expect(posts.filter((post) => people.get(post.by)?.role === 'member')).toEqual([]);
    const times = posts.map((post) => post.minutesAgo);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  }
  for (const room of network.rooms) {
    expect(people.get(room.hosts[0] ?? '')?.role).not.toBe('member');
    expect(room.questions.filter((question) => question.votes.includes(question.by))).toEqual([]);
    expect(room.questions.filter((question) => question.status === 'answering').length).toBeLessThanOrEqual(1);
  }
});

test('threads are read as they are written down', () => {
  const [thread] = readThreads('families', '# es 10-4 ¿Quién maneja?\n@ana Uno.\n\n- dos\n@luis! Tres\n');
  expect(thread).toEqual({
    key: 'families-1',
    board: 'families',
    title: '¿Quién maneja?',
    language: 'es',
    answer: 2,
    posts: [
      { by: 'ana', minutesAgo: 600, text: 'Uno.\n\n- dos' },
      { by: 'luis', minutesAgo: 240, text: 'Tres' },
    ],
  });
});

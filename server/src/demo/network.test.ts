import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readDemoNetwork } from './network.ts';
import { readThreads } from './thread-text.ts';

const network = readDemoNetwork();
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
    ...network.rooms.flatMap((room) => [
      ...room.hosts,
      ...room.questions.flatMap((question) => [question.by, ...question.votes]),
    ]),
  ];
  expect([...new Set(named)].filter((key) => !people.has(key))).toEqual([]);
});

test('whoever has a face, and every picture below a post, has been drawn', () => {
  const drawn = readdirSync(new URL('network/pictures/', import.meta.url)).sort();
  const faces = network.people.filter(({ photo }) => photo).map(({ key }) => `${key}.webp`);
  expect([...faces, ...network.pictures.map(({ file }) => file)].sort()).toEqual(drawn);
  for (const { thread, no } of network.pictures)
    expect(network.threads.find(({ key }) => key === thread)?.posts.length).toBeGreaterThanOrEqual(no);
});

test('it keeps the rules of the product', () => {
  const boards = new Map(network.boards.map((board) => [String(board.key), board]));
  for (const { board, posts } of network.threads) {
    const readers = boards.get(board)?.readers;
    expect(readers).toBeDefined();
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

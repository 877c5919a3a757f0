import { expect, test } from '@jest/globals';
import { toldIn } from './video-words.ts';

test('a site tells of a video what it is called, whose it is, and where its picture is', () => {
  const told = {
    title: 'Big  Buck\u202e Bunny',
    author_name: 'Blender',
    thumbnail_url: 'https://i.ytimg.com/vi/x/hq.jpg',
    html: '<iframe>',
  };
  const { picture, ...words } = toldIn(JSON.stringify(told));
  expect(words).toEqual({ title: 'Big Buck Bunny', site: '', description: 'Blender' });
  expect(picture?.href).toBe(told.thumbnail_url);
});

test('what it tells in another way is as if it had told nothing', () => {
  expect(toldIn('{"title":5,"thumbnail_url":"nowhere"}')).toEqual({
    title: '',
    site: '',
    description: '',
    picture: null,
  });
  expect(() => toldIn('<html>')).toThrow();
});

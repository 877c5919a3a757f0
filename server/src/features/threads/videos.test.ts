import { expect, test } from '@jest/globals';
import { aboutVideo, playerOf, videoAt } from './videos.ts';

const ID = 'aqz-KE-bpKQ';

test.each([
  [`https://www.youtube.com/watch?v=${ID}`, ''],
  [`https://m.youtube.com/watch?feature=share&v=${ID}&t=90`, '&start=90'],
  [`https://youtu.be/${ID}?t=1m30s`, '&start=90'],
  [`https://youtu.be/${ID}?si=whoever&t=1h2m3s`, '&start=3723'],
  [`http://youtube.com/shorts/${ID}`, ''],
  [`https://www.youtube.com/live/${ID}?t=soon`, ''],
  [`https://www.youtube-nocookie.com/embed/${ID}?start=5`, '&start=5'],
])('%s is played without cookies', (address, start) => {
  expect(playerOf(address)).toBe(`https://www.youtube-nocookie.com/embed/${ID}?autoplay=1&rel=0${start}`);
});

test.each([
  ['https://vimeo.com/76979871', '76979871?dnt=1&autoplay=1'],
  ['https://vimeo.com/76979871/8272103f6e', '76979871?dnt=1&autoplay=1&h=8272103f6e'],
  ['https://player.vimeo.com/video/76979871?h=8272103f6e', '76979871?dnt=1&autoplay=1&h=8272103f6e'],
])('%s is played without being followed', (address, player) => {
  expect(playerOf(address)).toBe(`https://player.vimeo.com/video/${player}`);
});

test('a recording of Zoom is a card, and is played there', () => {
  const recording = 'https://us02web.zoom.us/rec/share/abc.def?pwd=1';
  expect([videoAt(recording), playerOf(recording), aboutVideo(recording)]).toEqual([
    { site: 'zoom', id: '' },
    null,
    null,
  ]);
});

test.each([
  'https://www.youtube.com/',
  'https://www.youtube.com/watch?v=short',
  `https://www.youtube.com/watch?v=${ID}%22onload`,
  'https://www.youtube.com/@somebody',
  `https://youtube.com.evil.example/watch?v=${ID}`,
  `https://evilyoutube.com/watch?v=${ID}`,
  `https://youtu.be/${ID}/../../x`,
  'https://vimeo.com/channels/staffpicks',
  'https://vimeo.com/76979871?h=%22%3E',
  'https://zoom.us/j/123456789',
  'https://notzoom.us/rec/share/abc',
  'no address',
])('%s brings no words of its own into a player', (address) => {
  const player = playerOf(address);
  if (address.includes('vimeo.com/7697'))
    expect(player).toBe('https://player.vimeo.com/video/76979871?dnt=1&autoplay=1');
  else expect([player, videoAt(address)]).toEqual([null, null]);
});

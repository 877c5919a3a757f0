import { expect, test } from '@jest/globals';
import { cardsHtml } from './cards-html.ts';

test('attack 55: words of other sites are words', () => {
  const url = 'https://www.site.example/"><script>alert(1)</script>';
  const title = '<script>alert(1)</script><img src=x onerror=alert(1)>';
  const html = cardsHtml([{ url, title, site: '"><b>', description: '</span><svg onload=alert(1)>', picture: null }]);
  expect(html.match(/<[a-z]+/g)).toEqual(['<ul', '<li', '<a', '<span', '<b', '<span', '<small']);
});

test('whatever a site calls itself, its host is told', () => {
  const card = { url: 'https://www.evil.example/', title: 'Log in', description: '', picture: null };
  expect(cardsHtml([{ ...card, site: 'Your Bank' }])).toContain('<small>Your Bank · evil.example</small>');
  expect(cardsHtml([{ ...card, site: '' }])).toContain('<small>evil.example</small>');
  expect(cardsHtml([{ ...card, url: 'https://аpple.example/', site: '' }])).toContain('xn--pple-43d.example');
});

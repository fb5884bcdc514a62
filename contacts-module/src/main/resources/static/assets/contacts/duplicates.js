// The queue of likely duplicates.
import { call, complaint, element, icon } from '../shell/ui.js';

const place = document.getElementById('duplicates');
const name = (one) => one.displayName ?? one.email ?? one.externalId ?? one.id;
const idOf = (one) => (typeof one === 'string' ? one : one.id);

async function load(cursor) {
  const answer = await call('GET', `/api/v1/contacts/duplicates?limit=50${cursor ? '&cursor=' + encodeURIComponent(cursor) : ''}`);
  if (!answer.ok) { place.replaceChildren(element('p', { class: 'notice bad' }, complaint(answer))); return; }
  if (!cursor) place.replaceChildren(element('h2', { class: 'sr' }, 'Pairs'));
  if (!cursor && !answer.body.items.length) {
    place.replaceChildren(element('div', { class: 'empty' }, element('span', { class: 'mark' }, icon('check')), element('h2', {}, 'No duplicates found'), element('p', {}, 'No two contacts share an email, a phone number or a name that look alike.')));
    return;
  }
  const whole = async (one) => (typeof one === 'string' ? (await call('GET', `/api/v1/contacts/${one}?fields=none`)).body : one);
  for (const pair of answer.body.items) {
    const [a, b] = [await whole(pair.a), await whole(pair.b)];
    const side = (one) => element('div', {}, element('a', { href: '/contacts/' + one.id }, name(one)), element('p', { class: 'soft small' }, [one.email, one.phone, one.company].filter(Boolean).join(' · ')));
    place.append(element('article', { class: 'card' }, element('div', { class: 'pair' }, side(a), element('span', { class: 'tag accent num' }, `${Math.round(pair.score > 1 ? pair.score : pair.score * 100)} %`), side(b)),
      element('p', { class: 'row gap' }, (pair.reasons ?? []).map((one) => element('span', { class: 'tag' }, one)), element('a', { class: 'button push', href: `/merge?a=${idOf(pair.a)}&b=${idOf(pair.b)}` }, icon('merge'), 'Compare and merge'))));
  }
  place.querySelector('button.more')?.remove();
  if (answer.body.next) place.append(element('button', { class: 'button more', type: 'button', onclick: () => load(answer.body.next) }, 'More pairs'));
}
load();

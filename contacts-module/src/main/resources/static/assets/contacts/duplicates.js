// The queue of likely duplicates: a page of pairs, and one more request for everybody on it.
import { call, complaint, element, icon, once, text } from '../shell/ui.js';

const place = document.getElementById('duplicates');
const name = (one) => one.displayName ?? one.email ?? one.externalId ?? one.id;

/** The next page with pairs on it; pages may be empty long before the end. */
async function pairs(cursor) {
  let next = cursor;
  for (;;) {
    const answer = await call('GET', `/api/v1/contacts/duplicates?limit=50${next ? '&cursor=' + encodeURIComponent(next) : ''}`);
    if (!answer.ok || answer.body.items.length || !answer.body.next) return answer;
    next = answer.body.next;
  }
}

async function load(cursor) {
  const answer = await pairs(cursor);
  if (!answer.ok) { place.replaceChildren(element('p', { class: 'notice bad' }, complaint(answer))); return; }
  const { items, next } = answer.body;
  if (!cursor && !items.length) {
    place.replaceChildren(element('div', { class: 'empty' }, element('span', { class: 'mark' }, icon('check')), element('h2', {}, text('contacts.duplicates-js.none')), element('p', {}, text('contacts.duplicates-js.why-none'))));
    return;
  }
  const ids = [...new Set(items.flatMap((pair) => [pair.a, pair.b]))];
  const people = await call('GET', `/api/v1/contacts?fields=none&limit=200&filter=id=in=(${ids.join(',')})`);
  if (!people.ok) { place.replaceChildren(element('p', { class: 'notice bad' }, complaint(people))); return; }
  const known = new Map(people.body.items.map((one) => [one.id, one]));
  if (!cursor) place.replaceChildren(element('h2', { class: 'sr' }, text('contacts.duplicates-js.pairs')));
  place.querySelector('button.more')?.remove();
  const side = (one) => element('div', {}, element('a', { href: '/contacts/' + one.id }, name(one)), element('p', { class: 'soft small' }, [one.email, one.phone, one.company].filter(Boolean).join(' · ')));
  for (const pair of items.filter((one) => known.has(one.a) && known.has(one.b))) {
    place.append(element('article', { class: 'card' }, element('div', { class: 'pair' }, side(known.get(pair.a)), element('span', { class: 'tag accent num' }, text('contacts.duplicates-js.alike', Math.round(pair.score > 1 ? pair.score : pair.score * 100))), side(known.get(pair.b))),
      element('p', { class: 'row gap' }, (pair.reasons ?? []).map((one) => element('span', { class: 'tag' }, text('contacts.duplicates-js.same', one))), element('a', { class: 'button push', href: `/merge?a=${pair.a}&b=${pair.b}` }, icon('merge'), text('contacts.duplicates-js.compare')))));
  }
  if (next) place.append(element('button', { class: 'button more', type: 'button', onclick: ({ currentTarget }) => once(currentTarget, () => load(next)) }, text('contacts.duplicates-js.more-pairs')));
}
load();

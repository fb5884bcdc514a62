// One contact, on its page or in the drawer: editing in place, its history, deleting and erasing.
import { ask, call, complaint, element, text, toast } from '../shell/ui.js';
import { entity, offerUndo, open, save } from './edit.js';

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const known = new WeakSet();

/** Makes a contact under `root` editable. */
export function attach(root) {
  const contact = $('[data-contact]', root);
  if (!contact || known.has(contact)) return;
  known.add(contact);
  for (const place of $$('dd[data-selector]', contact)) {
    place.addEventListener('click', (event) => { if (!event.target.closest('a, [data-history]') && !place.classList.contains('edits')) edit(contact, place); });
    $('[data-history]', place)?.addEventListener('click', () => history(contact, place.dataset.selector));
    place.addEventListener('keydown', (event) => {
      if (event.key === 'F2' && !place.classList.contains('edits')) { event.preventDefault(); edit(contact, place); }
    });
  }
  for (const tab of $$('[data-tab]', contact)) tab.addEventListener('click', (event) => { event.preventDefault(); show(contact, tab); });
  $('[data-past-of]', contact)?.addEventListener('change', () => past(contact));
  if (new URLSearchParams(location.search).get('tab') === 'history' && !$('[data-close-drawer]', contact)) history(contact, '');
  $('[data-delete]', contact)?.addEventListener('click', () => remove(contact));
  $('[data-erase]', contact)?.addEventListener('click', () => erase(contact));
}

const columnOf = (place) => ({ selector: place.dataset.selector, type: place.dataset.type, label: place.dataset.label,
  multiple: place.dataset.multiple !== undefined, options: place.dataset.options ? place.dataset.options.split('\n') : [] });

function edit(contact, place) {
  const column = columnOf(place);
  const before = place.dataset.raw;
  const { id } = contact.dataset;
  open(place, column, before, (typed) => save(id, contact.dataset.version, column, typed), async (outcome, key) => {
    if (outcome) {
      await redraw(contact, outcome.contact);
      if (!outcome.dropped) offerUndo(text('contacts.contact-js.saved', column.label), id, outcome.contact.version, column, before, (back) => redraw(contact, back));
    }
    const places = $$('dd[data-selector]', contact);
    const at = places.findIndex((one) => one.dataset.selector === column.selector);
    const step = { Tab: 1, ShiftTab: -1 }[key] ?? 0;
    if (key !== 'blur') $('[data-pen]', places[at + step] ?? contact)?.focus();
    if (step && places[at + step]) edit(contact, places[at + step]);
  });
}

/** Takes the values from the server's own rendering, so that they look the same everywhere. */
async function redraw(contact, now) {
  contact.dataset.version = now.version;
  const answer = await fetch(`/contacts/${now.id}/drawer`);
  if (answer.ok) {
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const place of $$('dd[data-selector]', contact)) {
      const other = $(`dd[data-selector="${CSS.escape(place.dataset.selector)}"]`, fresh);
      if (other && !place.classList.contains('edits')) { place.dataset.raw = other.dataset.raw; place.replaceChildren(...other.childNodes); }
    }
    const name = $('[data-name]', fresh);
    if (name) $('[data-name]', contact).textContent = name.textContent;
  }
  document.dispatchEvent(new CustomEvent('contact-changed', { detail: now }));
}

function show(contact, tab) {
  const isHistory = tab.dataset.tab.startsWith('history');
  for (const one of $$('[data-tab]', contact)) {
    if (one === tab) one.setAttribute('aria-current', 'page');
    else one.removeAttribute('aria-current');
    $('#' + one.dataset.tab, contact).hidden = one !== tab;
  }
  if (!$('[data-close-drawer]', contact)) {
    const url = new URL(location);
    if (isHistory) url.searchParams.set('tab', 'history');
    else url.searchParams.delete('tab');
    window.history.replaceState(window.history.state, '', url);
  }
  if (isHistory) past(contact);
}

/** The history tab, of one property or of everything. */
function history(contact, selector) {
  $('[data-past-of]', contact).value = selector;
  show(contact, $('[data-tab^=history]', contact));
  $('[data-past-of]', contact).focus();
}

const words = (value) => (value === null || value === undefined ? text('contacts.contact-js.nothing') : Array.isArray(value) ? value.join(', ') : String(value));

function change(one, label) {
  const isNew = one.old === null || one.old === undefined;
  const at = new Date(one.at);
  return element('li', {},
    element('p', {}, element('b', {}, label), ' ', isNew ? text('contacts.contact-js.set-to') : element('del', {}, words(one.old)), isNew ? ' ' : ' → ', element('ins', {}, words(one.new))),
    element('p', { class: 'small faint' }, `${one.actor} · `, element('time', { datetime: one.at, title: one.at },
      at.toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }))));
}

/** Reads on until there are some changes of what was chosen, or no more at all. */
async function past(contact, cursor) {
  const place = $('[data-past]', contact);
  const of = $('[data-past-of]', contact).value;
  const labels = Object.fromEntries($$('dd[data-selector]', contact).map((one) => [one.dataset.selector, one.dataset.label]));
  const found = [];
  let next = cursor;
  do {
    const answer = await call('GET', `/api/v1/contacts/${contact.dataset.id}/history?limit=100${next ? '&cursor=' + encodeURIComponent(next) : ''}`);
    if (!answer.ok) { place.replaceChildren(element('p', { class: 'body error' }, complaint(answer))); return; }
    found.push(...answer.body.items.filter((one) => !of || one.selector === of));
    next = answer.body.next;
  } while (next && found.length < 20);
  if ($('[data-past-of]', contact).value !== of) return;
  if (!cursor) place.replaceChildren(found.length ? element('ol', { class: 'past' }) : element('p', { class: 'body soft' }, text('contacts.contact-js.never')));
  $('ol', place)?.append(...found.map((one) => change(one, labels[one.selector] ?? one.selector)));
  $('button', place)?.remove();
  if (next) place.append(element('button', { class: 'button older', type: 'button', onclick: () => past(contact, next) }, text('contacts.contact-js.older-changes')));
}

async function remove(contact) {
  const { id, version } = contact.dataset;
  const name = $('[data-name]', contact).textContent;
  if (!await ask(text('contacts.contact-js.delete', name), text('contacts.contact-js.what-deleting-does'), { agree: text('contacts.contact-js.agree-to-delete'), danger: true })) return;
  const answer = await call('DELETE', `/api/v1/contacts/${id}`, { etag: entity(version) });
  if (!answer.ok) { toast(complaint(answer), { bad: true }); return; }
  gone(contact);
  toast(text('contacts.contact-js.deleted', name), { keep: true, undo: async () => {
    const back = await call('POST', `/api/v1/contacts/${id}/restore`);
    if (back.ok) location.reload();
    else toast(complaint(back), { bad: true });
  } });
}

async function erase(contact) {
  const name = $('[data-name]', contact).textContent;
  const typed = element('input', { type: 'text', autocomplete: 'off', 'aria-label': text('contacts.contact-js.name-to-type') });
  const body = element('div', { class: 'stack' }, element('p', {}, text('contacts.contact-js.what-erasing-does')),
    element('label', {}, element('span', { class: 'label' }, text('contacts.contact-js.type-to-agree', name)), typed));
  if (!await ask(text('contacts.contact-js.erase', name), body, { agree: text('contacts.contact-js.agree-to-erase'), danger: true })) return;
  if (typed.value.trim() !== name.trim()) { toast(text('contacts.contact-js.not-erased'), { bad: true }); return; }
  const answer = await call('POST', `/api/v1/contacts/${contact.dataset.id}/erase`);
  if (!answer.ok) { toast(complaint(answer), { bad: true }); return; }
  gone(contact);
  toast(text('contacts.contact-js.erased', name));
}

/** The row goes, the drawer closes; on a page of its own the contact gives way to a way back. */
function gone(contact) {
  $(`#grid tr[data-id="${contact.dataset.id}"]`)?.remove();
  const close = $('[data-close-drawer]', contact);
  if (close) { close.click(); return; }
  contact.replaceChildren(element('div', { class: 'empty' }, element('h1', {}, text('contacts.contact-js.gone')),
    element('a', { class: 'button', href: '/contacts' }, text('contacts.contact-js.back'))));
}

attach(document);

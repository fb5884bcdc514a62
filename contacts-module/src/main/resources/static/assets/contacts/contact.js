// One contact, on its page or in the drawer: editing in place, its history, deleting and erasing.
import { ask, call, complaint, element, localise, piece, text, toast } from '../shell/ui.js';
import { entity, offerUndo, open, save, shown } from './edit.js';

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
  $('[data-past]', contact).addEventListener('click', (event) => {
    const link = event.target.closest('[data-older]');
    if (link) { event.preventDefault(); older(contact, link); }
  });
  localise(contact);
  $('[data-delete]', contact)?.addEventListener('click', () => remove(contact));
  $('[data-erase]', contact)?.addEventListener('click', () => erase(contact));
}

const columnOf = (place) => ({ selector: place.dataset.selector, type: place.dataset.type, label: place.dataset.label,
  multiple: place.dataset.multiple !== undefined, options: place.dataset.options ? place.dataset.options.split('\n') : [] });

function edit(contact, place) {
  const column = columnOf(place);
  const before = place.dataset.raw;
  const { id } = contact.dataset;
  open(place, column, before, (typed) => save(id, contact.dataset.version, column, typed, before), async (outcome, key) => {
    if (outcome) {
      await redraw(contact, outcome.contact);
      if (!outcome.dropped) offerUndo(text('contacts.contact-js.saved', column.label), id, outcome.contact.version, column, before, shown(outcome.contact, column), (back) => redraw(contact, back));
    }
    const places = $$('dd[data-selector]', contact);
    const at = places.findIndex((one) => one.dataset.selector === column.selector);
    const step = { Tab: 1, ShiftTab: -1 }[key] ?? 0;
    if (key !== 'blur') $('[data-pen]', places[at + step] ?? contact)?.focus();
    if (step && places[at + step]) edit(contact, places[at + step]);
  });
}

const parsed = (html) => new DOMParser().parseFromString(html, 'text/html');

/** Takes the values from the server's own rendering, so that they look the same everywhere. */
async function redraw(contact, now) {
  contact.dataset.version = now.version;
  const answer = await piece(`/contacts/${now.id}/drawer`);
  if (answer.ok) {
    const fresh = parsed(answer.html);
    for (const place of $$('dd[data-selector]', contact)) {
      const other = $(`dd[data-selector="${CSS.escape(place.dataset.selector)}"]`, fresh);
      if (other && !place.classList.contains('edits')) { place.dataset.raw = other.dataset.raw; place.replaceChildren(...other.childNodes); }
    }
    const name = $('[data-name]', fresh);
    if (name) $('[data-name]', contact).textContent = name.textContent;
    localise(contact);
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
  if (isHistory) past(contact);
  else address(contact, '');
}

/** A page's address says which tab is open; that of the drawer is the table's. */
function address(contact, search) {
  if (!$('[data-close-drawer]', contact)) window.history.replaceState(window.history.state, '', location.pathname + search);
}

/** The history tab, of one property or of everything. */
function history(contact, selector) {
  $('[data-past-of]', contact).value = selector;
  show(contact, $('[data-tab^=history]', contact));
  $('[data-past-of]', contact).focus();
}

const pathOfPast = (contact, search) => `/contacts/${contact.dataset.id}/history${search}`;

/** What changed of what was chosen, as the server writes it. */
async function past(contact) {
  const of = $('[data-past-of]', contact).value;
  const search = 'of=' + encodeURIComponent(of);
  address(contact, of ? '?tab=history&' + search : '?tab=history');
  const answer = await piece(pathOfPast(contact, '?' + search));
  if ($('[data-past-of]', contact).value !== of) return;
  const place = $('[data-past]', contact);
  if (answer.ok) place.innerHTML = answer.html;
  else place.replaceChildren(element('p', { class: 'body error' }, complaint(answer)));
  localise(place);
}

/** Puts what came before in the place of the link to it. */
async function older(contact, link) {
  const answer = await piece(pathOfPast(contact, link.search));
  if (!answer.ok) { toast(complaint(answer), { bad: true }); return; }
  const more = parsed(answer.html);
  const first = $('li', more);
  $('ol', link.parentElement).append(...$$('li', more));
  link.replaceWith(...$$('[data-older]', more));
  localise(contact);
  first.tabIndex = -1;
  first.focus();
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

// Editing a value in place: the editor of a type, saving with If-Match, the server's word in the cell, and what to do
// when somebody else was faster.
import { ask, call, complaint, element, text, toast } from '../shell/ui.js';

/** Types that are written as numbers in JSON; exact digits travel as they were typed. */
const numeric = new Set(['integer', 'decimal']);

/** The editor of a column for the text `raw`; `column` has type, multiple, label and options (a list of labels). */
export function editor(column, raw) {
  const label = { 'aria-label': column.label };
  if (column.multiple || column.type === 'long_text') return fill(element('textarea', { ...label, rows: 3 }), raw);
  if (column.type === 'select' || column.type === 'boolean') {
    const options = column.type === 'boolean' ? ['true', 'false'] : column.options;
    const shown = (value) => ({ true: text('contacts.edit-js.yes'), false: text('contacts.edit-js.no') }[value] ?? value);
    return fill(element('select', label, element('option', { value: '' }, '–'),
      options.map((one) => element('option', { value: one }, shown(one)))), raw);
  }
  const type = { date: 'date', email: 'email', url: 'url' }[column.type] ?? 'text';
  const hints = { placeholder: column.type === 'datetime' ? '2026-11-24T08:30:00Z' : null,
    inputmode: numeric.has(column.type) ? 'decimal' : null };
  return fill(element('input', { ...label, ...hints, type, autocomplete: 'off', spellcheck: 'false' }), raw);
}

function fill(input, raw) {
  input.value = raw;
  return input;
}

/** What JSON carries for a text that was typed; null clears. Throws a sentence for what is no such value. */
export function value(column, typed) {
  const one = (part) => {
    if (numeric.has(column.type)) {
      if (!/^[+-]?\d+(\.\d+)?$/.test(part)) throw new Error(text('contacts.edit-js.no-number', part));
      return JSON.rawJSON ? JSON.rawJSON(part.replace(/^\+/, '').replace(/^(-?)0+(?=\d)/, '$1')) : Number(part);
    }
    return column.type === 'boolean' ? part === 'true' : part;
  };
  if (column.multiple) {
    const parts = typed.split('\n').map((part) => part.trim()).filter(Boolean);
    return parts.length ? parts.map(one) : null;
  }
  return typed.trim() === '' ? null : one(typed.trim());
}

/** A merge patch of one selector. */
export const patch = (selector, to) => (selector.startsWith('fields.') ? { fields: { [selector.slice(7)]: to } } : { [selector]: to });

export const entity = (version) => `"${version}"`;

/**
 * Saves one value that was the text `before`. Answers {contact} or {error}. If somebody changed this value meanwhile, it
 * is put to the person and saved again if they insist; if they changed another one, it is just saved.
 */
export async function save(id, version, column, typed, before) {
  let to;
  try { to = value(column, typed); } catch (wrong) { return { error: wrong.message }; }
  const send = (as) => call('PATCH', `/api/v1/contacts/${id}`, {
    body: patch(column.selector, to), etag: as, type: 'application/merge-patch+json' });
  let answer = await send(entity(version));
  if (answer.status === 412) {
    const theirs = await call('GET', `/api/v1/contacts/${id}`);
    if (!theirs.ok) return { error: complaint(theirs) };
    const now = shown(theirs.body, column);
    if (now !== before && !await insist(column, now, typed)) return { contact: theirs.body, dropped: true };
    answer = await send(theirs.etag);
  }
  return answer.ok ? { contact: answer.body } : { error: complaint(answer) };
}

/** The text of a value as the API has it. */
export function shown(contact, column) {
  const found = column.selector.startsWith('fields.') ? contact.fields?.[column.selector.slice(7)] : contact[column.selector];
  return Array.isArray(found) ? found.join('\n') : String(found ?? '');
}

const insist = (column, theirs, yours) => ask(text('contacts.edit-js.changed-meanwhile', column.label), element('div', {},
  element('p', {}, text('contacts.edit-js.nothing-lost')),
  element('div', { class: 'versus' },
    element('div', {}, element('h3', {}, text('contacts.edit-js.theirs')), theirs || '–'),
    element('div', {}, element('h3', {}, text('contacts.edit-js.yours')), yours || '–'))), { agree: text('contacts.edit-js.save-mine') });

/**
 * Opens an editor in `place`. `save(text)` answers {error} or anything else; `done(outcome, key)` hears how it ended:
 * outcome is what save answered or null after Esc, key the key that ended it.
 */
export function open(place, column, raw, saving, done) {
  const before = [...place.childNodes];
  const input = editor(column, raw);
  const box = element('span', { class: 'editor' }, input);
  let ended = false;
  let busy = false;
  place.classList.add('edits');
  place.replaceChildren(box);
  input.focus();
  input.select?.();

  const close = (outcome, key) => {
    ended = true;
    place.classList.remove('edits');
    place.replaceChildren(...before);
    done(outcome, key);
  };
  const finish = async (key) => {
    if (ended || busy) return;
    if (input.value === raw) { close(null, key); return; }
    busy = true;
    input.setAttribute('aria-busy', 'true');
    const outcome = await saving(input.value);
    busy = false;
    input.removeAttribute('aria-busy');
    if (outcome.error) {
      box.querySelector('.error')?.remove();
      const id = 'e' + crypto.randomUUID();
      box.append(element('span', { class: 'error', id, role: 'alert' }, outcome.error));
      input.setAttribute('aria-invalid', 'true');
      input.setAttribute('aria-describedby', id);
      input.focus();
    } else {
      close(outcome, key);
    }
  };
  input.addEventListener('keydown', (event) => {
    const isLines = input.localName === 'textarea';
    event.stopPropagation();
    if (event.key === 'Escape') { event.preventDefault(); close(null, 'Escape'); }
    else if (event.key === 'Tab') { event.preventDefault(); finish(event.shiftKey ? 'ShiftTab' : 'Tab'); }
    else if (event.key === 'Enter' && (!isLines || event.ctrlKey || event.metaKey)) { event.preventDefault(); finish('Enter'); }
  });
  input.addEventListener('blur', () => setTimeout(() => {
    if (!ended && !busy && !document.querySelector('dialog[open]') && !place.contains(document.activeElement)) finish('blur');
  }, 120));
  // An arrow key changes a closed select at once; only a choice by pointer is a decision.
  let byPointer = false;
  input.addEventListener('pointerdown', () => { byPointer = true; });
  input.addEventListener('keydown', () => { byPointer = false; });
  if (input.localName === 'select') input.addEventListener('change', () => { if (byPointer) finish('Enter'); });
}

/** Takes a change back: writes the old text again over the version, and the text, that the change made. */
export function offerUndo(message, id, version, column, raw, made, after) {
  toast(message, { undo: async () => {
    const outcome = await save(id, version, column, raw, made);
    if (outcome.error) toast(outcome.error, { bad: true });
    else after(outcome.contact);
  } });
}

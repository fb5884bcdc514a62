// The table: moving by keys, editing in place, selecting, and what is done with a selection. Everything is delegated
// from the document, because htmx replaces the table when a link of it is followed.
import { ask, call, complaint, element, isTyping, localise, number, piece, say, text, toast } from '../shell/ui.js';
import { editor, offerUndo, open, patch, save, shown, value } from './edit.js';
import { attach } from './contact.js';

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const list = () => $('#list');
const rows = () => $$('#grid tbody tr');

// ---- Moving
const cellAt = (row, column) => rows()[row]?.cells[column];
let here = null;

function focus(cell) {
  if (!cell) return;
  if (here) here.tabIndex = -1;
  here = cell;
  cell.tabIndex = 0;
  cell.focus({ preventScroll: true });
  cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function move(down, right) {
  const cell = here?.isConnected ? here : null;
  if (!cell) { focus(cellAt(0, 1)); return; }
  const row = rows().indexOf(cell.parentElement) + down;
  focus(cellAt(Math.max(0, Math.min(rows().length - 1, row)), Math.max(1, Math.min(cell.parentElement.cells.length - 1, cell.cellIndex + right))));
}

document.addEventListener('keydown', (event) => {
  if (!$('#grid') || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
  const inGrid = event.target.closest?.('#grid td');
  const arrows = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const isSingle = $('#single-keys')?.checked !== false;
  if (inGrid && arrows[event.key]) move(...arrows[event.key]);
  else if (isSingle && event.key === 'j') move(1, 0);
  else if (isSingle && event.key === 'k') move(-1, 0);
  else if (inGrid && (event.key === 'Enter' || event.key === 'F2') && event.target === inGrid) edit(inGrid);
  else if (inGrid && event.key === ' ' && event.target === inGrid) peek(inGrid.parentElement.dataset.id);
  else if (inGrid && isSingle && event.key === 'e') edit(inGrid);
  else if (inGrid && isSingle && event.key === 'o') location.href = '/contacts/' + inGrid.parentElement.dataset.id;
  else if (inGrid && isSingle && event.key === 'x') { const box = $('input', inGrid.parentElement.cells[0]); box.click(); }
  else if (event.key === 'Escape' && $('#drawer[data-open]')) closeDrawer();
  else return;
  event.preventDefault();
});

document.addEventListener('focusin', (event) => {
  const cell = event.target.closest?.('#grid td:not(.pick)');
  if (cell && event.target === cell) here = cell;
});

// ---- Editing
function columnOf(cell) {
  const heading = $('#grid thead tr').cells[cell.cellIndex];
  return { selector: heading.dataset.selector, label: heading.dataset.label, type: heading.dataset.type,
    multiple: heading.dataset.multiple !== undefined, readonly: heading.dataset.readonly !== undefined,
    options: $$('option', heading).map((one) => one.textContent) };
}

function edit(cell) {
  const column = columnOf(cell);
  const row = cell.parentElement;
  const { id, name } = row.dataset;
  if (column.readonly) { toast(text('contacts.grid-js.read-only', column.label)); return; }
  const before = cell.dataset.raw;
  const index = cell.cellIndex;
  open(cell, column, before, (typed) => save(id, row.dataset.version, column, typed, before), async (outcome, key) => {
    let now = row;
    if (outcome) {
      now = await refresh(row, outcome.contact);
      if (outcome.dropped) toast(text('contacts.grid-js.kept-theirs'));
      else offerUndo(text('contacts.grid-js.saved', name, column.label), id, outcome.contact.version, column, before, shown(outcome.contact, column),
        (contact) => refresh($(`#grid tr[data-id="${id}"]`), contact));
    }
    const next = { Tab: index + 1, ShiftTab: index - 1 }[key] ?? index;
    if (key !== 'blur') focus(now.cells[Math.max(1, Math.min(now.cells.length - 1, next))]);
    if (key === 'Tab' || key === 'ShiftTab') {
      const target = now.cells[next];
      if (target && next > 0 && !columnOf(target).readonly) edit(target);
    }
  });
}

/** The row as the server writes it, in place of the old one. */
async function refresh(row, contact) {
  if (!row) return row;
  const columns = $('#grid').dataset.columns;
  const answer = await piece(`/contacts/${contact.id}/row${columns ? '?columns=' + encodeURIComponent(columns) : ''}`);
  if (!answer.ok) { row.dataset.version = contact.version; return row; }
  const parsed = new DOMParser().parseFromString(`<table>${answer.html}</table>`, 'text/html');
  const fresh = document.adoptNode($('tbody tr', parsed));
  if (row.dataset.picked !== undefined) { fresh.dataset.picked = ''; $('input', fresh).checked = true; }
  row.replaceWith(fresh);
  prepare();
  return fresh;
}

document.addEventListener('dblclick', (event) => {
  const cell = event.target.closest('#grid tbody td:not(.pick)');
  if (cell && !cell.classList.contains('edits')) edit(cell);
});
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-peek]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    peek(link.closest('tr').dataset.id);
    return;
  }
  const cell = event.target.closest('#grid tbody td:not(.pick)');
  if (cell && !cell.classList.contains('edits') && !event.target.closest('a')) focus(cell);
});

// ---- The drawer: its contact stands in the URL
async function peek(id) {
  const url = new URL(location);
  url.searchParams.set('peek', id);
  const answer = await piece(`/contacts/${id}/drawer`);
  if (!answer.ok) { toast(answer.status === 404 ? text('contacts.grid-js.not-there') : complaint(answer), { bad: true }); return; }
  const drawer = $('#drawer');
  drawer.innerHTML = answer.html;
  drawer.dataset.open = '';
  history.pushState({ htmx: true }, '', url);
  window.htmx?.process(drawer);
  attach(drawer);
  $('h1, h2', drawer)?.focus();
}

function closeDrawer() {
  const drawer = $('#drawer');
  delete drawer.dataset.open;
  drawer.replaceChildren();
  const url = new URL(location);
  url.searchParams.delete('peek');
  history.pushState({ htmx: true }, '', url);
  if (here?.isConnected) focus(here);
}
document.addEventListener('click', (event) => { if (event.target.closest('[data-close-drawer]')) { event.preventDefault(); closeDrawer(); } });
document.addEventListener('contact-changed', (event) => {
  const row = $(`#grid tr[data-id="${event.detail.id}"]`);
  if (row) refresh(row, event.detail);
});

// ---- Selecting
const picked = () => rows().filter((row) => row.dataset.picked !== undefined);
let everything = false;

function show() {
  const bar = $('#bulk');
  if (!bar) return;
  const count = picked().length;
  const all = $('#pick-all');
  if (!all) { bar.hidden = true; return; }
  all.checked = count > 0 && count === rows().length;
  all.indeterminate = count > 0 && count < rows().length;
  bar.hidden = count === 0;
  const total = bar.dataset.count;
  if (count < rows().length) everything = false;
  const more = all.checked && total && total !== String(rows().length);
  $('#bulk-all').hidden = !more || everything;
  $('#bulk-all').textContent = text('contacts.grid-js.select-all', total);
  $('#bulk-count').textContent = everything ? text('contacts.grid-js.all-selected', total) : text('contacts.grid-js.selected', count);
  $('#bulk-merge').hidden = everything || count !== 2;
}

function pick(row, on) {
  if (on) row.dataset.picked = '';
  else delete row.dataset.picked;
  $('input', row).checked = on;
}
let lastPicked = null;
document.addEventListener('click', (event) => {
  const box = event.target.closest('#grid tbody .pick input');
  if (box) {
    const row = box.closest('tr');
    const all = rows();
    if (event.shiftKey && lastPicked?.isConnected) {
      const [from, to] = [all.indexOf(lastPicked), all.indexOf(row)].sort((a, b) => a - b);
      all.slice(from, to + 1).forEach((one) => pick(one, box.checked));
    }
    pick(row, box.checked);
    lastPicked = row;
    show();
  } else if (event.target.id === 'pick-all') {
    const on = event.target.checked;
    rows().forEach((row) => pick(row, on));
    show();
  } else if (event.target.closest('#bulk-none')) {
    rows().forEach((row) => pick(row, false));
    show();
  } else if (event.target.closest('#bulk-all')) {
    everything = true;
    show();
    say($('#bulk-count').textContent);
  } else if (event.target.closest('#bulk-edit')) bulkEdit();
  else if (event.target.closest('#bulk-delete')) bulkDelete();
  else if (event.target.closest('#bulk-merge')) location.href = `/merge?a=${picked()[0].dataset.id}&b=${picked()[1].dataset.id}`;
});

/** What means the selection: the picked ids, or filter and search of the table. */
function selection() {
  const { filter, q } = $('#bulk').dataset;
  return everything ? { filter: filter ?? '', ...(q ? { q } : {}) } : { filter: `id=in=(${picked().map((row) => row.dataset.id).join(',')})` };
}

async function bulk(change, title, describe, options) {
  const chosen = selection();
  const preview = await call('POST', '/api/v1/contacts/bulk', { body: { ...chosen, ...change, dryRun: true } });
  if (!preview.ok) { toast(complaint(preview), { bad: true }); return; }
  const n = number(preview.body.matching);
  if (!await ask(title(n), describe(n), options(n))) return;
  const started = await call('POST', '/api/v1/contacts/bulk', { body: { ...chosen, ...change } });
  if (!started.ok) { toast(complaint(started), { bad: true }); return; }
  watch(started.headers.get('Location'), title(n));
}

// ---- Jobs that were begun here are followed to their end and can then be undone, also after a reload, until the
// message about them is closed.
const begun = () => JSON.parse(sessionStorage.getItem('jobs') ?? '[]');
const keep = (jobs) => sessionStorage.setItem('jobs', JSON.stringify(jobs));

function watch(job, title) {
  keep([...begun(), { job, title }]);
  follow(job, title);
}

async function follow(job, title, isResumed = false) {
  const forget = () => keep(begun().filter((one) => one.job !== job));
  const bar = element('progress', { 'aria-label': title });
  const count = element('span', { class: 'num' });
  if ($('#bulk')) $('#bulk').hidden = true;
  const waiting = element('div', { class: 'toast job' }, element('a', { href: `/jobs/${job.split('/').pop()}` }, title), count, bar);
  $('#toasts').append(waiting);
  for (let wait = 150; ; wait = Math.min(wait * 1.4, 1200)) {
    const answer = await call('GET', job);
    const { status, processed, total, failed, message } = answer.body;
    if (answer.ok && status !== 'succeeded' && status !== 'failed') {
      if (total) { bar.max = total; bar.value = processed; count.textContent = text('contacts.grid-js.progress', number(processed), number(total)); }
      await new Promise((later) => { setTimeout(later, wait); });
      continue;
    }
    waiting.remove();
    if (!answer.ok) { forget(); if (!isResumed) toast(complaint(answer), { bad: true }); return; }
    const isDone = status === 'succeeded';
    const isTold = title.split(' ').includes(number(processed));
    const done = failed ? 'contacts.grid-js.done-but' : isTold ? 'contacts.grid-js.done' : processed === 1 ? 'contacts.grid-js.done-one' : 'contacts.grid-js.done-many';
    const ended = isDone ? text(done, title, number(processed), number(failed)) : message ?? text('contacts.grid-js.failed');
    toast(ended, { bad: !isDone, keep: true, closed: forget, undo: isDone && answer.body.undo ? async () => {
      const undone = await call('POST', `${job}/undo`);
      if (undone.ok) watch(undone.headers.get('Location'), text('contacts.grid-js.undo'));
      else toast(complaint(undone), { bad: true });
    } : undefined });
    // A page that was made before the job ended shows what was.
    if (!isResumed || Date.parse(answer.body.finishedAt) + 2000 > performance.timeOrigin) reload();
    return;
  }
}

const reload = () => window.htmx?.ajax('GET', location.pathname + location.search, { source: '#list', target: '#list', push: 'false' });

/** Going back may bring the page as it was left, from before a contact was changed on its own page. */
addEventListener('pageshow', ({ persisted }) => { if (persisted) reload(); });

function bulkDelete() {
  bulk({ delete: true }, (n) => text(n === '1' ? 'contacts.grid-js.delete-one' : 'contacts.grid-js.delete', n),
    () => text('contacts.grid-js.what-deleting-does'),
    (n) => ({ agree: text('contacts.grid-js.agree-to-delete', n), danger: true }));
}

async function bulkEdit() {
  const columns = [...$('#grid thead tr').cells].slice(1).map((_, index) => columnOf({ cellIndex: index + 1 })).filter((one) => !one.readonly);
  let column = columns[0];
  let input = editor(column, '');
  const holder = element('div', { class: 'field' }, element('span', { class: 'label' }, text('contacts.grid-js.new-value')), input);
  const select = element('select', { 'aria-label': text('contacts.grid-js.property'), onchange: () => {
    column = columns[select.selectedIndex];
    const fresh = editor(column, '');
    input.replaceWith(fresh);
    input = fresh;
  } }, columns.map((one) => element('option', {}, one.label)));
  if (!await ask(text('contacts.grid-js.edit-selection'), element('div', {}, element('label', { class: 'field' }, element('span', { class: 'label' }, text('contacts.grid-js.property')), select), holder), { agree: text('contacts.grid-js.preview') })) return;
  let to;
  try { to = value(column, input.value); } catch (wrong) { toast(wrong.message, { bad: true }); return; }
  const typed = input.value.trim();
  bulk({ patch: patch(column.selector, to) }, (n) => text(n === '1' ? 'contacts.grid-js.change-one' : 'contacts.grid-js.change', n),
    (n) => (typed === '' ? text('contacts.grid-js.clears', column.label)
      : text('contacts.grid-js.becomes', column.label, typed)),
    (n) => ({ agree: text('contacts.grid-js.agree-to-change', n) }));
}

// ---- The filter builder: only comparisons that the type has, and an input that fits
function fit(form) {
  const selector = form.elements.selector;
  const operator = form.elements.operator;
  const option = selector?.selectedOptions[0];
  if (!option) return;
  const allowed = option.dataset.operators.split(' ');
  const wasAllowed = allowed.includes(operator.value);
  for (const one of operator.options) one.hidden = one.disabled = !allowed.includes(one.value);
  [...operator.options].sort((a, b) => allowed.indexOf(a.value) - allowed.indexOf(b.value)).forEach((one) => operator.append(one));
  if (!wasAllowed || form.dataset.fitted === undefined) {
    if (!wasAllowed || !form.elements.at) operator.value = allowed[0];
  }
  form.dataset.fitted = '';
  const old = form.elements.value;
  const raw = old.value;
  const isList = operator.value === '=in=' || operator.value === '=out=';
  let column = { type: option.dataset.type, label: text('contacts.grid-js.value'), multiple: isList, options: option.dataset.choices?.split('\n') ?? [] };
  if (operator.value === '=empty=') column = { type: 'boolean', label: text('contacts.grid-js.value') };
  else if (column.type === 'select' && (!column.options.length || isList)) column = { ...column, type: 'text' };
  const fresh = editor(column, raw);
  fresh.name = 'value';
  old.replaceWith(fresh);
}
document.addEventListener('toggle', (event) => { if (event.target.open) $$('form.filter', event.target).forEach(fit); }, true);
document.addEventListener('change', (event) => {
  if (event.target.matches('form.filter [name=selector], form.filter [name=operator]')) fit(event.target.form);
});

// ---- The column chooser: moving up and down
document.addEventListener('click', (event) => {
  const mover = event.target.closest('[data-move]');
  if (!mover) return;
  const item = mover.closest('li');
  const other = mover.dataset.move === '1' ? item.nextElementSibling : item.previousElementSibling;
  if (other) other[mover.dataset.move === '1' ? 'after' : 'before'](item);
  mover.focus();
});

// ---- Widths: dragged here or written in the chooser, and kept in the URL
document.addEventListener('pointerdown', (event) => {
  const grip = event.target.closest('.grip');
  if (!grip) return;
  event.preventDefault();
  const heading = grip.parentElement;
  const start = heading.offsetWidth;
  let width = start;
  grip.setPointerCapture(event.pointerId);
  grip.classList.add('drags');
  grip.addEventListener('pointermove', (moved) => {
    width = Math.max(60, Math.min(600, Math.round((start + moved.clientX - event.clientX) / 20) * 20));
    heading.style.cssText = `width:${width}px;min-width:${width}px;max-width:${width}px`;
  });
  grip.addEventListener('pointerup', () => { if (width !== start) resize(heading.dataset.selector, width); }, { once: true });
});
document.addEventListener('dblclick', (event) => {
  const grip = event.target.closest('.grip');
  if (grip) resize(grip.parentElement.dataset.selector, 0);
});

const selectorOf = (column) => column.split(':')[0].replace('!', '');
const columnsNow = () => $('#grid').dataset.columns.split(',');

function resize(selector, width) {
  arrange(columnsNow().map((one) => (selectorOf(one) === selector ? one.split(':')[0] + (width ? `:${width}` : '') : one)));
}

/** Shows these columns, as the URL writes them. */
function arrange(columns) {
  const url = new URL(location);
  url.searchParams.set('columns', columns.join(','));
  url.searchParams.delete('peek');
  window.htmx.ajax('GET', url.pathname + url.search, { source: '#list', target: '#list' });
}

// ---- Order: a heading is dragged to the place of another; the chooser does the same by keys
document.addEventListener('pointerdown', (event) => {
  const heading = event.target.closest('#grid thead th[data-selector]');
  if (!heading || event.button || event.pointerType !== 'mouse' || event.target.closest('.grip')) return;
  const stop = new AbortController();
  const { signal } = stop;
  let over = null;
  let drags = false;
  const mark = (other) => {
    over?.classList.remove('before', 'after');
    over = other;
    over?.classList.add(over.cellIndex < heading.cellIndex ? 'before' : 'after');
  };
  document.addEventListener('pointermove', (moved) => {
    drags ||= Math.abs(moved.clientX - event.clientX) > 8;
    heading.classList.toggle('drags', drags);
    const other = drags ? document.elementFromPoint(moved.clientX, moved.clientY)?.closest('#grid thead th[data-selector]') : null;
    mark(other === heading ? null : other);
  }, { signal });
  document.addEventListener('pointerup', () => {
    stop.abort();
    heading.classList.remove('drags');
    if (!drags) return;
    addEventListener('click', (click) => { click.preventDefault(); click.stopImmediatePropagation(); }, { capture: true, once: true });
    if (over) moveColumn(heading.dataset.selector, over.dataset.selector);
    mark(null);
  }, { signal });
});

function moveColumn(selector, place) {
  const columns = columnsNow();
  const from = columns.findIndex((one) => selectorOf(one) === selector);
  const to = columns.findIndex((one) => selectorOf(one) === place);
  columns.splice(to, 0, ...columns.splice(from, 1));
  arrange(columns);
}

/** The second and further pinned columns stand where those before them end. */
function pin() {
  const grid = $('#grid');
  if (!grid) return;
  let left = 44;
  const pinned = $$('thead th.pin', grid);
  if (pinned.length < 2) return;
  pinned.forEach((heading, index) => {
    grid.style.setProperty(`--p${index}`, `${left}px`);
    left += heading.offsetWidth;
  });
  grid.classList.add('pins');
}

// ---- What each new table needs
function prepare() {
  const first = cellAt(0, 1);
  if (first && !$('#grid tbody td[tabindex="0"]')) first.tabIndex = 0;
  for (const mover of $$('.movers')) mover.hidden = false;
  localise(list());
  if ($('#drawer[data-open]')) attach($('#drawer'));
  pin();
  show();
}

// htmx tells of each element that it takes away: two thousand events for a table. What is gone before costs none; what
// htmx would then ask the link or form that is gone, and the place of the focus, are kept here.
let focused = null;
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (!detail.shouldSwap || detail.target !== list()) return;
  const { id, selectionStart, selectionEnd } = document.activeElement;
  focused = id && detail.target.contains(document.activeElement) ? { id, selectionStart, selectionEnd } : null;
  detail.selectOverride = detail.target.getAttribute('hx-select');
  detail.swapOverride = detail.target.getAttribute('hx-swap');
  detail.target.replaceChildren();
});
document.addEventListener('htmx:afterSwap', () => {
  const field = focused && document.getElementById(focused.id);
  field?.focus({ preventScroll: true });
  if (typeof focused?.selectionStart === 'number') field?.setSelectionRange(focused.selectionStart, focused.selectionEnd);
  focused = null;
});
document.addEventListener('htmx:afterSettle', () => { here = null; everything = false; prepare(); });
prepare();
for (const { job, title } of begun()) follow(job, title, true);

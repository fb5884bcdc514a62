// Merging two contacts by the values that were chosen.
import { call, complaint, once, text, toast } from '../shell/ui.js';

const form = document.getElementById('merge');
form.addEventListener('submit', (event) => {
  event.preventDefault();
  once(form, merge);
});

async function merge() {
  const { keep, other } = form.dataset;
  const take = {};
  for (const input of form.querySelectorAll('input:checked')) if (input.value === other) take[input.name] = other;
  const answer = await call('POST', '/api/v1/contacts/merge', { body: { keep, merge: other, take } });
  if (!answer.ok) { toast(complaint(answer), { bad: true, keep: true }); return; }
  const { undo } = answer.body;
  toast(text('contacts.merge-js.merged'), { keep: true, undo: undo ? async () => {
    const back = await call('POST', undo);
    if (back.ok) location.href = '/contacts/' + other;
    else toast(complaint(back), { bad: true });
  } : undefined });
  for (const control of form.elements) control.disabled = true;
  history.replaceState(null, '', '/contacts/' + keep);
}

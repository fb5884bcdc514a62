// A new contact: one POST, and each complaint beside the value it is about.
import { call, complaint, element } from '../shell/ui.js';
import { value } from './edit.js';

const form = document.getElementById('new-contact');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  form.querySelectorAll('.error').forEach((one) => one.remove());
  form.querySelectorAll('[aria-invalid]').forEach((one) => one.removeAttribute('aria-invalid'));
  const notice = document.getElementById('new-error');
  notice.hidden = true;
  const contact = {};
  let wrong = 0;
  for (const label of form.querySelectorAll('label[data-selector]')) {
    const { selector, type, multiple } = label.dataset;
    const typed = label.querySelector('input, select, textarea').value;
    if (typed.trim() === '') continue;
    try {
      const made = value({ type, multiple: multiple !== undefined }, typed);
      if (selector.startsWith('fields.')) (contact.fields ??= {})[selector.slice(7)] = made;
      else contact[selector] = made;
    } catch (problem) { refuse(label, problem.message); wrong++; }
  }
  if (wrong) return;
  const answer = await call('POST', '/api/v1/contacts', { body: contact });
  if (answer.ok) { location.href = '/contacts/' + answer.body.id; return; }
  for (const error of answer.body.errors ?? []) {
    const selector = error.pointer.slice(1).replace('/', '.').replace(/\/.*/, '');
    const label = form.querySelector(`label[data-selector="${CSS.escape(selector)}"]`);
    if (label) { refuse(label, error.message); wrong++; }
  }
  if (!wrong) { notice.textContent = complaint(answer); notice.hidden = false; }
});

function refuse(label, message) {
  const input = label.querySelector('input, select, textarea');
  const id = 'e' + crypto.randomUUID();
  label.append(element('span', { class: 'error', id }, message));
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', id);
  if (!form.querySelector('[aria-invalid]:focus')) input.focus();
}

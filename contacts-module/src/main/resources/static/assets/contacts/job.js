// The page of one job. It can be left and opened again; the job goes on.
import { call, complaint, element, icon, once, text, toast } from '../shell/ui.js';
import { follow } from './jobs.js';

const place = document.getElementById('job');
const show = (id) => follow(id, place, (job) => [element('p', { class: 'row gap' },
  element('a', { class: 'button primary', href: '/contacts' }, text('contacts.job-js.see-contacts')),
  job.undo ? element('button', { class: 'button', type: 'button', onclick: ({ currentTarget }) => once(currentTarget, () => undo(job.id)) }, icon('undo'), text('contacts.job-js.undo')) : null)]);

async function undo(id) {
  const answer = await call('POST', `/api/v1/jobs/${id}/undo`);
  if (answer.ok) location.href = '/jobs/' + answer.headers.get('Location').split('/').pop();
  else toast(complaint(answer), { bad: true });
  return answer.ok;
}
show(place.dataset.id);

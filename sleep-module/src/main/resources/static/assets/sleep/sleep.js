// The sleep page: printing, and one open provenance at a time.
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-print]')) print();
  for (const figure of document.querySelectorAll('details.figure[open]')) if (!figure.contains(event.target)) figure.open = false;
});
document.addEventListener('keydown', (event) => {
  const figure = document.querySelector('details.figure[open]');
  if (event.key === 'Escape' && figure) {
    figure.open = false;
    figure.querySelector('summary').focus();
  }
});

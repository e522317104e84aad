// Sets light or dark before the first paint; a file of its own, because the page's policy allows no inline scripts.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('tollgate-color-scheme');
  } catch {
    // No storage: the system decides.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();

// Runs before the first paint, so that a dark desk never flashes white.
(() => {
  let choice = 'system';
  try {
    choice = JSON.parse(localStorage.getItem('cskefu.theme') || '"system"');
  } catch {}
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();

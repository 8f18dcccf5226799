/* Before anything is painted: the theme that was chosen here; without one, that of the system. */
{
  const chosen = localStorage.getItem('theme');
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
}

/* Shows openapi.yaml. Requests that are tried out go with the session of the dashboard. */
{
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const theme = document.documentElement.dataset.theme || (dark ? 'dark' : 'light');
  document.documentElement.classList.toggle('dark-mode', theme === 'dark');
}
SwaggerUIBundle({
  url: 'openapi.yaml',
  dom_id: '#api',
  deepLinking: true,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});

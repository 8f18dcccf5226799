/** The account, in parts that are pages of their own: `#/account/PART`. */
import { html } from 'htm/preact';
import { useLive } from '../live.js';
import { Loaded, Page, Parts } from '../parts.js';
import { useResource } from '../resource.js';
import { AccessPart } from './account-access.js';
import { DataPart } from './account-data.js';
import { DomainsPart } from './account-domains.js';
import { MailPart } from './account-mail.js';
import { OverviewPart } from './account-overview.js';

const PARTS = [['overview', 'Overview', OverviewPart], ['mail', 'Mail', MailPart], ['domains', 'Domains', DomainsPart],
  ['access', 'Access', AccessPart], ['data', 'Data', DataPart]];

export function AccountPage({ route, about, session }) {
  const account = useResource('account');
  useLive('account', account.reload);
  const [here, , Part] = PARTS.find(([code]) => code === route.id) || PARTS[0];
  return html`<${Page} title="Account">
    <${Parts} label="Parts of the account" of=${PARTS} here=${here} page="account" />
    <${Loaded} of=${account}>${data => html`<${Part} key=${here} account=${data} changed=${account.setData} about=${about} session=${session} />`}</${Loaded}></${Page}>`;
}

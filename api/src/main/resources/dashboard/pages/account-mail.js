/** How mail is filtered, changed and written. */
import { html } from 'htm/preact';
import { say } from '../announce.js';
import { patch } from '../api.js';
import { Check, Field, Section, Trouble, onSubmit } from '../parts.js';
import { useAction } from '../resource.js';

const LANGUAGES = [['en', 'English'], ['de', 'Deutsch'], ['fr', 'Français']];
const FLAGS = ['dropSpam', 'holdDropped', 'removeTrackers', 'banner', 'sealedReplies'];

export function MailPart({ account, changed }) {
  const { settings } = account;
  const save = useAction(async form => {
    const fields = new FormData(form);
    const wanted = {
      ...Object.fromEntries(FLAGS.map(name => [name, fields.has(name)])),
      quarantine: fields.has('quarantine') ? 'drop' : 'warn',
      blockedSenders: fields.get('blockedSenders').split(/[\s,]+/).filter(Boolean),
      locale: fields.get('locale'),
      replyName: fields.get('replyName').trim() || null,
      pgpKey: fields.get('pgpKey').trim() || null,
    };
    const different = Object.entries(wanted).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(settings[name] ?? null));
    if (different.length > 0) {
      changed(await patch('account', Object.fromEntries(different)));
    }
    say('Saved');
  });
  const { problem } = save;
  const flag = (name, label, hint) => html`<${Check} name=${name} initial=${settings[name]} label=${label} hint=${hint} />`;
  return html`<form class="settings" onSubmit=${onSubmit(save.run)}><div class="columns">
    <${Section} title="What is blocked">
      ${flag('dropSpam', 'Block spam')}
      <${Check} name="quarantine" initial=${settings.quarantine === 'drop'} label="Block mail that may be forged" hint="Its sender's domain asks for quarantine. Otherwise it is forwarded with a warning" />
      ${flag('holdDropped', 'Keep blocked mail for 7 days', 'So that you can have it delivered after all')}
      <${Field} label="Blocked senders" name="blockedSenders" as="textarea" rows="4" initial=${settings.blockedSenders.join('\n')} problem=${problem} spellcheck="false" hint="For all aliases; addresses or domains, one a line" />
    </${Section}>
    <${Section} title="What is changed in mail">
      ${flag('removeTrackers', 'Remove trackers', 'Hidden images, and detours of links that count clicks')}
      ${flag('banner', 'Banner', 'Says at the top through which alias a mail came')}
      <${Field} label="Language" name="locale" initial=${settings.locale} problem=${problem} hint="Of banners and notices" choices=${LANGUAGES} />
    </${Section}>
    <${Section} title="Replies">
      <${Field} label="Your name in replies" name="replyName" initial=${settings.replyName || ''} problem=${problem} autocomplete="off" hint="Empty: the alias stands alone" />
      ${flag('sealedReplies', 'Send signed or encrypted replies as they are', 'Your address cannot be taken out of them')}
    </${Section}>
    <${Section} title="Encryption">
      <${Field} label="OpenPGP public key" name="pgpKey" as="textarea" rows="5" class="mono" initial=${settings.pgpKey || ''} problem=${problem} spellcheck="false" placeholder="-----BEGIN PGP PUBLIC KEY BLOCK-----" hint="With a key, all mail is encrypted before it is forwarded" />
    </${Section}></div>
    <${Trouble} problem=${problem} />
    <button aria-busy=${save.busy}>Save</button></form>`;
}

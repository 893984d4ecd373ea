// An event in plain Arabic words, as the English gloss of the engine tells it: by nouns, so that nothing has to agree with the parties.
import type {Event_} from './article';
import {isolated} from './bidi';
import {label} from './codes';
import {partyName} from './parties';

const DEEDS: Record<string, [deed: string, towards: string]> = {
  ACCUSE: ['اتهام من', 'موجه إلى'], AGREE: ['اتفاق أو عرض من', 'مع'], AID: ['معونة من', 'إلى'], ASSAULT: ['هجوم من', 'على'], COERCE: ['إكراه من', 'على'], CONCEDE: ['تنازل من', 'أمام'],
  CONSULT: ['تشاور من', 'مع'], COOPERATE: ['تعاون من', 'مع'], MOBILIZE: ['حشد من', 'في وجه'], PROTEST: ['احتجاج من', 'على'], REJECT: ['رفض من', 'تجاه'], REQUEST: ['مطالبة من', 'موجهة إلى'],
  RETREAT: ['تراجع أو انسحاب لدى', 'أمام'], SANCTION: ['عقوبات من', 'على'], SUPPORT: ['تأييد من', 'مقدم إلى'], THREATEN: ['تهديد من', 'موجه إلى'],
};

// `by` and `to`: names, several with commas between; '' for none.
export function statementOf(type: string, status: string, by: string, to: string): string {
  const [deed, towards] = DEEDS[type] ?? [label('type', type) + ' من', 'إلى'];
  // What several do among themselves.
  const among = !to && towards === 'مع' && by.includes('، ');
  return `${among ? deed.replace(/ من$/, ' بين') : deed} ${by ? isolated(by) : 'طرف لم يُذكر'}${to ? ` ${towards} ${isolated(to)}` : ''}${status === 'actual' ? '' : ` (${label('status', status)})`}`;
}
export function statement(event: Event_): string {
  const names = (side: Event_['actor']) => side.map((who) => partyName(who)).filter(Boolean).join('، ');
  return statementOf(event.type, event.status, names(event.actor), names(event.recipient));
}

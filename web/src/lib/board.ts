// The scoreboard is an English document; its names and counts in Arabic, for the reader of the Arabic interface.  Names of sets and measures of the field (F1, LAS)
// stay as they are; what is not here is shown as it is, which a test notices.
import {isolated} from './bidi';
import {figure, number} from './format';
import {settings} from './settings.svelte';

const FIGURES: Record<string, string> = {
  event: 'الواقعة', dyad: 'الطرفان معا', actor: 'الفاعل', recipient: 'المتلقي', source: 'القائل', place: 'المكان', date: 'التاريخ', pledge: 'التعهد', unreal: 'غير الواقع',
  voice: 'البناء للمعلوم والمجهول', status: 'الحال', silent: 'جمل بلا واقعة', groups: 'المجموعات كاملة', found: 'ما عُثر عليه', words: 'الكلمات', lemma: 'المدخل المعجمي',
  all: 'الكل', core: 'الأساس', easy: 'السهل', persons: 'الأشخاص', places: 'الأماكن', organisations: 'المنظمات', 'mode, share right': 'الطريقة، نسبة الصواب',
  'title, share right': 'العنوان، نسبة الصواب', 'date, share right': 'التاريخ، نسبة الصواب', 'both sides touched, share': 'نسبة ما أصاب الطرفين', 'mean page F1': 'متوسط F1 للصفحات',
  'words of the trigger,': 'كلمات الفعل،', 'words of the actor,': 'كلمات الفاعل،', 'words of the recipient,': 'كلمات المتلقي،',
  'false per 100 easy no': 'الخطأ في كل 100 جملة لا واقعة فيها',
};

const ABOUT: Record<string, string> = {
  'first-article': 'مكالمة رئيسين هاتفيا', 'articles-dev': 'أخبار رمّزها بشر', 'articles-dev-given': 'الأخبار نفسها والأفعال معطاة: بلد كل طرف وقطاعه الأول',
  examples: 'عيناتنا الاثنتا عشرة', 'gold-articles': 'مقالات من كتابتنا', 'gold-articles-given': 'المقالات نفسها والأفعال معطاة',
  'corpus-read': 'مقالات حقيقية رمّزناها، وننظر في أخطائها', 'corpus-kept': 'مقالات مثلها محفوظة جانبا: لا ننظر إلا في أرقامها', 'gold-contrast': 'مجموعات صغرى من كتابتنا',
  'contrast-dev': 'مجموعات صغرى: التحقق والبناء والتعهد', 'gsr-assault': 'جمل موسومة بأنها هجوم أو ليست هجوما، تحقق متقاطع بخمسة أجزاء',
  'gsr-protest': 'جمل موسومة بأنها احتجاج أو ليست احتجاجا، تحقق متقاطع بخمسة أجزاء', 'gsr-assault-spans': 'كلمات الطرفين والفعل في الهجوم', 'gsr-protest-spans': 'كلمات الطرفين والفعل في الاحتجاج',
  'pud-dev': 'أشجار Arabic-PUD', 'padt-dev': 'أشجار Arabic-PADT، لم يُدرَّب عليها قط', 'anercorp-dev': 'أسماء أشخاص وأماكن ومنظمات؛ لم يُدرَّب عليها قط',
  pages: 'نص المقالات في صفحات الويب، أكثرها إنجليزي', 'wojood-dev': 'أسماء متداخلة: الخارجي منها هو المعيار',
};

const isArabic = () => settings.lang === 'ar';

export function boardFigure(name: string): string {
  if (!isArabic()) return name;
  const [, plain, f1] = /^(.*?)( F1)?$/.exec(name) ?? [];
  const known = FIGURES[name] ?? FIGURES[plain];
  return known ? known + (FIGURES[name] ? '' : f1 ?? '') : name;
}

export function boardAbout(set: string, about: string): string {
  return isArabic() ? (ABOUT[set] ?? about) : about;
}

// "P 0.8, R 0.7, 12 in the gold" and the other forms that tools/scoreboard.py writes.
export function boardDetail(detail: string): string {
  if (!isArabic()) return detail;
  const count = (text: string) => number(Number(text));
  return detail
    .replace(/\bP ([\d.]+), R ([\d.]+)/, (_, p: string, r: string) => `الدقة ${figure(Number(p))}، الاستدعاء ${figure(Number(r))}`)
    .replace(/(\d+) words in the gold/, (_, n: string) => `كلمات المعيار ${count(n)}`)
    .replace(/(\d+) in the gold/, (_, n: string) => `في المعيار ${count(n)}`)
    .replace(/(\d+) paired events/, (_, n: string) => `وقائع مقترنة ${count(n)}`)
    .replace(/(\d+) sentences with both/, (_, n: string) => `جمل فيها الطرفان ${count(n)}`)
    .replace(/(\d+) sentences, less is better/, (_, n: string) => `جمل ${count(n)}، والأقل أفضل`)
    .replace(/(\d+) sentences/, (_, n: string) => `جمل ${count(n)}`)
    .replace(/(\d+) pages/, (_, n: string) => `صفحات ${count(n)}`)
    .replace(/^of (\d+)$/, (_, n: string) => `من ${count(n)}`)
    .replaceAll(', ', '، ');
}

// "Date 2026-11-27, commit 0123456789ab, waqai 0.1.0".
export function boardMade(made: string): string {
  return isArabic() ? made.replace(/^Date ([\d-]+), commit (\w+), (.*)$/, (_, day: string, commit: string, program: string) => `بتاريخ ${isolated(day)}، الإيداع ${isolated(commit)}، ${isolated(program)}`) : made;
}

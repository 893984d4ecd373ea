// Codes of the records and what they are called.  Countries come from the browser's own list (Intl.DisplayNames).
import {settings} from './settings.svelte';

type Names = Record<string, [en: string, ar: string]>;

export const TYPES: Names = {
  AGREE: ['Agree or offer', 'اتفاق أو عرض'],
  CONSULT: ['Consult', 'تشاور'],
  SUPPORT: ['Support', 'تأييد'],
  CONCEDE: ['Concede', 'تنازل'],
  COOPERATE: ['Cooperate', 'تعاون'],
  AID: ['Aid', 'مساعدة'],
  RETREAT: ['Retreat', 'تراجع'],
  REQUEST: ['Request', 'مطالبة'],
  ACCUSE: ['Accuse', 'اتهام'],
  REJECT: ['Reject', 'رفض'],
  THREATEN: ['Threaten', 'تهديد'],
  PROTEST: ['Protest', 'احتجاج'],
  SANCTION: ['Sanction', 'عقوبات'],
  MOBILIZE: ['Mobilise', 'تعبئة'],
  COERCE: ['Coerce', 'إكراه'],
  ASSAULT: ['Assault', 'هجوم'],
};

export const QUAD_OF: Record<string, number> = {
  AGREE: 1, CONSULT: 1, SUPPORT: 1, CONCEDE: 1, COOPERATE: 2, AID: 2, RETREAT: 2, REQUEST: 3, ACCUSE: 3, REJECT: 3, THREATEN: 3, PROTEST: 4, SANCTION: 4, MOBILIZE: 4, COERCE: 4, ASSAULT: 4,
};

export const QUADS: Names = {
  '1': ['Verbal cooperation', 'تعاون لفظي'],
  '2': ['Material cooperation', 'تعاون مادي'],
  '3': ['Verbal conflict', 'نزاع لفظي'],
  '4': ['Material conflict', 'نزاع مادي'],
};

const STATUS: Names = {
  actual: ['Happened', 'وقع'],
  future: ['Expected', 'متوقع'],
  attempted: ['Attempted', 'محاولة'],
  hypothetical: ['Hypothetical', 'افتراضي'],
  negated: ['Did not happen', 'لم يقع'],
  historical: ['Background', 'سابق'],
};

const STANCE: Names = {
  article: ['The article itself', 'الخبر نفسه'],
  asserted: ['Asserted by a source', 'يؤكده مصدر'],
  denied: ['Denied', 'نفاه مصدر'],
  doubted: ['Doubted', 'مشكوك فيه'],
};

const BASIS: Names = {
  stated: ['date in the sentence', 'تاريخ في الجملة'],
  carried: ['date from another sentence', 'تاريخ من جملة أخرى'],
  published: ['day of publication', 'يوم النشر'],
};

const SECTORS: Names = {
  GOV: ['Government', 'حكومة'], MIL: ['Armed forces', 'قوات مسلحة'], COP: ['Police', 'شرطة وأمن'], SPY: ['Intelligence', 'استخبارات'], LEG: ['Parliament', 'برلمان'],
  JUD: ['Judiciary', 'قضاء'], PTY: ['Party', 'حزب'], OPP: ['Opposition', 'معارضة'], REB: ['Armed opposition', 'معارضة مسلحة'], PRM: ['Paramilitary', 'قوات موالية'],
  UAF: ['Unidentified armed', 'مسلحون مجهولون'], UNK: ['Unidentified', 'مجهول'], PRE: ['Partially recognised', 'كيان معترف به جزئيا'], CVL: ['Civilians', 'مدنيون'],
  REF: ['Refugees', 'لاجئون'], LAB: ['Labour', 'عمال'], AGR: ['Farmers', 'مزارعون'], BUS: ['Business', 'أعمال'], JRN: ['Media', 'إعلام'], EDU: ['Education', 'تعليم'],
  MED: ['Health', 'صحة'], REL: ['Religious bodies', 'هيئات دينية'], SOC: ['Civil society', 'مجتمع مدني'], ELI: ['Former officials', 'مسؤولون سابقون'], CRM: ['Criminals', 'مجرمون'],
  IND: ['Independent', 'مستقل'],
};

export const sectorCodes = Object.keys(SECTORS);

const BODIES: Names = {
  UNO: ['United Nations', 'الأمم المتحدة'], EUR: ['European Union', 'الاتحاد الأوروبي'], IGO: ['Intergovernmental body', 'هيئة حكومية دولية'],
  NGO: ['Non-governmental body', 'منظمة غير حكومية'], ISM: ['International movement', 'حركة دولية'], IMG: ['International militants', 'مسلحون دوليون'],
  MNC: ['Multinational company', 'شركة متعددة الجنسيات'], KOS: ['Kosovo', 'كوسوفو'], PSE: ['Palestine', 'فلسطين'],
};

const MODES: Names = {
  visit: ['visit', 'زيارة'], 'third-party': ['mediation', 'وساطة'], multilateral: ['multilateral', 'متعدد الأطراف'], phone: ['phone', 'هاتف'], withdraw: ['withdrawal', 'انسحاب'],
  release: ['release', 'إفراج'], disarm: ['disarmament', 'نزع سلاح'], ceasefire: ['ceasefire', 'وقف إطلاق النار'], access: ['access', 'وصول'], resign: ['resignation', 'استقالة'],
  assist: ['assistance', 'مساعدة'], change: ['policy change', 'تغيير سياسة'], yield: ['yielding', 'تنازل'], meet: ['meeting', 'لقاء'], disapprove: ['disapproval', 'استنكار'],
  investigate: ['investigation', 'تحقيق'], allege: ['allegation', 'ادعاء'], restrict: ['restriction', 'تقييد'], arrest: ['arrest', 'اعتقال'], relations: ['relations', 'علاقات'],
  expel: ['expulsion', 'طرد'], territory: ['territory', 'أراض'], violence: ['violence', 'عنف'], demo: ['demonstration', 'مظاهرة'], riot: ['riot', 'شغب'], strike: ['strike', 'إضراب'],
  hunger: ['hunger strike', 'إضراب عن الطعام'], boycott: ['boycott', 'مقاطعة'], obstruct: ['obstruction', 'عرقلة'], vandalize: ['vandalism', 'تخريب'], convict: ['conviction', 'إدانة قضائية'],
  discontinue: ['suspension', 'وقف'], troops: ['troops', 'قوات'], weapons: ['weapons', 'أسلحة'], police: ['police', 'شرطة'], militia: ['militia', 'ميليشيا'], seize: ['seizure', 'استيلاء'],
  censor: ['censorship', 'رقابة'], curfew: ['curfew', 'حظر تجول'], 'martial-law': ['martial law', 'أحكام عرفية'], deport: ['deportation', 'ترحيل'], withhold: ['withholding', 'حجب'],
  misinformation: ['misinformation', 'تضليل'], cyber: ['cyber', 'سيبراني'], abduct: ['abduction', 'خطف'], beat: ['beating', 'ضرب'], torture: ['torture', 'تعذيب'], sexual: ['sexual', 'جنسي'],
  targeted: ['assassination', 'اغتيال'], destroy: ['destruction', 'تدمير'], primitive: ['primitive weapons', 'سلاح أبيض'], firearms: ['firearms', 'أسلحة نارية'],
  explosives: ['explosives', 'متفجرات'], 'suicide-attack': ['suicide attack', 'هجوم انتحاري'], aerial: ['air strike', 'غارة جوية'], drone: ['drone', 'طائرة مسيرة'],
  'heavy-weapons': ['heavy weapons', 'أسلحة ثقيلة'], 'crowd-control': ['crowd control', 'تفريق حشود'], unconventional: ['unconventional', 'أسلحة محرمة'],
};

const CONTEXTS: Names = {
  military: ['military', 'عسكري'], intelligence: ['intelligence', 'استخبارات'], executive: ['executive', 'تنفيذي'], legislative: ['legislative', 'تشريعي'], election: ['election', 'انتخابات'],
  political_institutions: ['institutions', 'مؤسسات سياسية'], pro_democracy: ['democracy', 'ديمقراطية'], pro_autocracy: ['autocracy', 'استبداد'], economic: ['economic', 'اقتصادي'],
  legal: ['legal', 'قانوني'], reparations: ['reparations', 'تعويضات'], human_rights: ['human rights', 'حقوق الإنسان'], rights_freedoms: ['freedoms', 'حريات'], repression: ['repression', 'قمع'],
  human_security: ['humanitarian', 'إنساني'], gender: ['gender', 'المرأة'], lgbt: ['lgbt', 'الأقليات الجنسية'], religion_ethnicity: ['religion, ethnicity', 'دين وعرق'],
  inequality: ['inequality', 'عدم مساواة'], diplomatic: ['diplomatic', 'دبلوماسي'], territory: ['territory', 'أراض وحدود'], peacekeeping: ['peacekeeping', 'حفظ السلام'],
  health: ['health', 'صحة'], asylum: ['asylum', 'لجوء'], migration: ['migration', 'هجرة'], disasters: ['disasters', 'كوارث'], natural_resource: ['resources', 'موارد'],
  environment: ['environment', 'بيئة'], technology: ['technology', 'تقنية'], terrorism: ['terrorism', 'إرهاب'], cbrn: ['cbrn', 'أسلحة غير تقليدية'], cyber: ['cyber', 'سيبراني'],
  misinformation: ['misinformation', 'تضليل'], crime: ['crime', 'جريمة'], corruption: ['corruption', 'فساد'], illegal_drugs: ['drugs', 'مخدرات'], trafficking: ['trafficking', 'تهريب واتجار'],
};

const MEDIA: Names = {
  statement: ['statement', 'بيان'], interview: ['interview', 'مقابلة'], speech: ['speech', 'خطاب'], tweet: ['tweet', 'تغريدة'], agency: ['agency', 'وكالة'],
  'press-conference': ['press conference', 'مؤتمر صحفي'], report: ['report', 'تقرير'], book: ['book', 'كتاب'],
};

const MAGNITUDES: Names = {
  killed: ['killed', 'قتلى'], wounded: ['wounded', 'جرحى'], arrested: ['arrested', 'معتقلون'], released: ['released', 'مفرج عنهم'], participants: ['participants', 'مشاركون'], amount: ['amount', 'مبلغ'],
};

const STRENGTHS: Names = {firm: ['firm', 'قاطع'], intent: ['intent', 'نية']};

const KINDS: Names = {
  country: ['country', 'دولة'], region: ['region', 'إقليم'], governorate: ['governorate', 'محافظة'], province: ['province', 'محافظة'], capital: ['capital', 'عاصمة'], city: ['city', 'مدينة'],
  town: ['town', 'بلدة'], village: ['village', 'قرية'], neighbourhood: ['neighbourhood', 'حي'], camp: ['camp', 'مخيم'], crossing: ['crossing', 'معبر'], base: ['base', 'قاعدة'],
  airport: ['airport', 'مطار'], port: ['port', 'ميناء'], sea: ['sea', 'بحر'], river: ['river', 'نهر'], desert: ['desert', 'صحراء'], area: ['area', 'منطقة'], district: ['district', 'قضاء'],
};

// ISO 3166 alpha-3 to alpha-2, by which the browser knows the names.
const ALPHA2 =
  'AFG:AF ALB:AL DZA:DZ AND:AD AGO:AO ARG:AR ARM:AM AUS:AU AUT:AT AZE:AZ BHS:BS BHR:BH BGD:BD BRB:BB BLR:BY BEL:BE BLZ:BZ BEN:BJ BTN:BT BOL:BO BIH:BA BWA:BW BRA:BR BRN:BN BGR:BG ' +
  'BFA:BF BDI:BI KHM:KH CMR:CM CAN:CA CPV:CV CAF:CF TCD:TD CHL:CL CHN:CN COL:CO COM:KM COG:CG COD:CD CRI:CR CIV:CI HRV:HR CUB:CU CYP:CY CZE:CZ DNK:DK DJI:DJ DMA:DM DOM:DO ECU:EC ' +
  'EGY:EG SLV:SV GNQ:GQ ERI:ER EST:EE SWZ:SZ ETH:ET FJI:FJ FIN:FI FRA:FR GAB:GA GMB:GM GEO:GE DEU:DE GHA:GH GRC:GR GRD:GD GTM:GT GIN:GN GNB:GW GUY:GY HTI:HT HND:HN HKG:HK HUN:HU ' +
  'ISL:IS IND:IN IDN:ID IRN:IR IRQ:IQ IRL:IE ISR:IL ITA:IT JAM:JM JPN:JP JOR:JO KAZ:KZ KEN:KE KIR:KI PRK:KP KOR:KR KWT:KW KGZ:KG LAO:LA LVA:LV LBN:LB LSO:LS LBR:LR LBY:LY LIE:LI ' +
  'LTU:LT LUX:LU MDG:MG MWI:MW MYS:MY MDV:MV MLI:ML MLT:MT MHL:MH MRT:MR MUS:MU MEX:MX FSM:FM MDA:MD MCO:MC MNG:MN MNE:ME MAR:MA MOZ:MZ MMR:MM NAM:NA NRU:NR NPL:NP NLD:NL NZL:NZ ' +
  'NIC:NI NER:NE NGA:NG MKD:MK NOR:NO OMN:OM PAK:PK PLW:PW PAN:PA PNG:PG PRY:PY PER:PE PHL:PH POL:PL PRT:PT QAT:QA ROU:RO RUS:RU RWA:RW KNA:KN LCA:LC VCT:VC WSM:WS SMR:SM STP:ST ' +
  'SAU:SA SEN:SN SRB:RS SYC:SC SLE:SL SGP:SG SVK:SK SVN:SI SLB:SB SOM:SO ZAF:ZA SSD:SS ESP:ES LKA:LK SDN:SD SUR:SR SWE:SE CHE:CH SYR:SY TWN:TW TJK:TJ TZA:TZ THA:TH TLS:TL TGO:TG ' +
  'TON:TO TTO:TT TUN:TN TUR:TR TKM:TM TUV:TV UGA:UG UKR:UA ARE:AE GBR:GB USA:US URY:UY UZB:UZ VUT:VU VAT:VA VEN:VE VNM:VN YEM:YE ZMB:ZM ZWE:ZW ESH:EH GRL:GL PRI:PR MAC:MO';
const alpha2 = new Map(ALPHA2.split(' ').map((pair) => pair.split(':') as [string, string]));

const shown: Record<string, Intl.DisplayNames> = {};
export function countryName(code: string): string {
  const body = BODIES[code];
  if (body) return body[settings.lang === 'ar' ? 1 : 0];
  const two = alpha2.get(code);
  if (!two) return code;
  shown[settings.lang] ??= new Intl.DisplayNames([settings.lang], {type: 'region'});
  return shown[settings.lang].of(two) ?? code;
}

let english: Intl.DisplayNames | undefined;
export function englishName(code: string): string {
  english ??= new Intl.DisplayNames(['en'], {type: 'region'});
  const two = alpha2.get(code);
  return two ? (english.of(two) ?? code) : code;
}

function named(names: Names, code: string): string {
  const name = names[code];
  return name ? name[settings.lang === 'ar' ? 1 : 0] : code;
}

// What a value of a field is called.
export function label(field: string, value: string): string {
  switch (field) {
    case 'type': return named(TYPES, value);
    case 'quad': return named(QUADS, value);
    case 'status': return named(STATUS, value);
    case 'stance': return named(STANCE, value);
    case 'day_basis': return named(BASIS, value);
    case 'sector': return named(SECTORS, value);
    case 'mode': return named(MODES, value);
    case 'context': case 'field': return named(CONTEXTS, value);
    case 'medium': return named(MEDIA, value);
    case 'magnitude': return named(MAGNITUDES, value);
    case 'strength': return named(STRENGTHS, value);
    case 'kind': return named(KINDS, value);
    case 'country': case 'actor': case 'recipient': case 'place_country': return countryName(value);
    default: return value;
  }
}

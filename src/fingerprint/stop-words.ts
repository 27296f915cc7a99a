/** Words that carry nothing, per language; left out of every fingerprint. */
import { stopwords as arabic } from '@orama/stopwords/arabic'
import { stopwords as bulgarian } from '@orama/stopwords/bulgarian'
import { stopwords as danish } from '@orama/stopwords/danish'
import { stopwords as dutch } from '@orama/stopwords/dutch'
import { stopwords as finnish } from '@orama/stopwords/finnish'
import { stopwords as french } from '@orama/stopwords/french'
import { stopwords as german } from '@orama/stopwords/german'
import { stopwords as greek } from '@orama/stopwords/greek'
import { stopwords as hindi } from '@orama/stopwords/indian'
import { stopwords as hungarian } from '@orama/stopwords/hungarian'
import { stopwords as italian } from '@orama/stopwords/italian'
import { stopwords as norwegian } from '@orama/stopwords/norwegian'
import { stopwords as portuguese } from '@orama/stopwords/portuguese'
import { stopwords as romanian } from '@orama/stopwords/romanian'
import { stopwords as russian } from '@orama/stopwords/russian'
import { stopwords as spanish } from '@orama/stopwords/spanish'
import { stopwords as swedish } from '@orama/stopwords/swedish'
import { stopwords as turkish } from '@orama/stopwords/turkish'
import { stopwords as ukrainian } from '@orama/stopwords/ukrainian'

// English has its own list: it adds the verbs of reporting ("said", "told"), which every article shares.
const english =
  `a an the of to in on at by for from with and or but is are was were be been being as that this these those it
its he she they them his her their i you we our your not no so if than then there here who whom which what when
where how why will would can could should may might must do does did has have had having also into over under
about after before between out up down more most some any all just said say says told according new one two
dont doesnt didnt isnt wasnt arent werent wont cant couldnt wouldnt shouldnt hasnt havent hadnt`.split(/\s+/)

// Words of one character are left out by the scanner; these are the particles, auxiliaries and verbs of reporting.
const chinese =
  `我们 他们 她们 它们 你们 自己 这个 那个 这些 那些 这样 那样 这种 一个 一些 一种 一样 什么 怎么 如何 为了 因为 所以 但是 可是 不过
然而 而且 并且 以及 或者 如果 虽然 尽管 即使 由于 因此 于是 已经 正在 曾经 可以 可能 能够 应该 需要 没有 不是 不会 不能 还是 就是 只是 也是
都是 其中 其他 之后 之前 以后 以前 之间 当时 目前 现在 今年 当天 表示 认为 指出 介绍 宣布 据悉 报道 说道 称为 关于 对于 根据 按照 通过 进行`.split(
    /\s+/,
  )
const japanese =
  `する した して され され て いる いた ある あった なる なった なり れる られ られる せる させ こと もの ため よう とき ところ これ それ
あれ この その あの ここ そこ など から まで より ほど だけ しか でも とも けど ので のに です ます でし でした まし ました ない なく なかっ なかった
という といった として とともに について によって による によると において における に対して に関する ほか また そして しかし だが ただ
さらに その後 一方 中で うえ 話し 話す 述べ 述べた 明らか 発表 みら れ たち さん`.split(/\s+/)

// What the lists of the library leave out.
const hindiMore =
  `के का की को में है हैं से ने पर और या भी ही तो कि जो यह वह ये वे इस उस इन उन एक था थी थे हो हुआ हुई हुए गया गई गए रहा रही रहे रह जा
कर लिए साथ तक बाद जब तब अब कुछ सब हर नहीं न जिस जिन जिसमें जिनमें किसी कोई क्या अगर मगर उसे उन्होंने उनका उसकी उसके अपना बताया कहा
कहना कहते अनुसार मुताबिक़ जानकारी वाली वाला`.split(/\s+/)
const ukrainianMore =
  `і й та а але або чи що як який яка яке які якого якої яких якій якому якою із зі з у в на до від за по про під над між через для без
при не ні так вже уже ще лише тільки також це цей ця ці цього цієї цьому той те ті того тієї тим він вона воно вони його її їх йому їй їм ним
нею ними я ти ми ви нас вас нам себе собі свій своя своє свої своїм своїх був була було були бути є буде будуть має мають може можуть коли де тут
там тоді потім тому якщо щоб хоча поки після перед адже однак проте бо же ж би б усе все всі усі весь кожен один одна одне сам сама самі
сказав сказала каже повідомив повідомила розповів розповіла словами даними`.split(/\s+/)
const russianMore =
  'который которая которое которые которого которой которых которому которым это этого этой этот эти также сказал сказала сообщил сообщила рассказал рассказала словам данным'.split(
    ' ',
  )

const portugueseAndGalician = portuguese.concat('o', 'a', 'os', 'as', 'do', 'da', 'unha', 'polo', 'pola')

/** Stop words by ISO 639-1 code, lower case, apostrophes removed. */
export const stopWords: Readonly<Record<string, readonly string[]>> = {
  ar: plain(arabic),
  bg: plain(bulgarian),
  ca: 'el la els les un una uns unes de del dels a al als i o que en per amb no és ha han va van com més però'.split(
    ' ',
  ),
  da: plain(danish),
  de: plain(german),
  el: plain(greek),
  en: english,
  es: plain(spanish),
  fi: plain(finnish),
  fr: plain(french),
  hi: plain([...hindi, ...hindiMore]),
  hu: plain(hungarian),
  it: plain(italian),
  ja: japanese,
  nb: plain(norwegian),
  nl: plain(dutch),
  no: plain(norwegian),
  pt: plain(portuguese),
  ro: plain(romanian),
  ru: plain([...russian, ...russianMore]),
  sv: plain(swedish),
  tr: plain(turkish),
  uk: plain([...ukrainian, ...ukrainianMore]),
  zh: chinese,
  // Last: a text that could be either is Portuguese.
  gl: plain(portugueseAndGalician),
}

function plain(words: readonly string[]): readonly string[] {
  return words.map((word) => word.toLowerCase().normalize('NFKC').replaceAll(/['’ʼ]/g, ''))
}

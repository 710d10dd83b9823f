// What `luciole/widget.py` puts in front of the modules, and the shapes they pass around.

type Language = "fr" | "en";

type Both = Record<Language, string>;

interface Topic {
  title: Both;
  questions: { title: Both; payload: string }[];
}

interface Texts {
  [key: string]: string;
}

interface Channel {
  via: string;
  via_text: string;
  to: string;
  dial?: string;
  hours_text?: string;
  note?: string;
}

interface Service {
  name: string;
  kind_text?: string;
  for?: string;
  state_text?: string;
  open_now?: boolean | null;
  hours_text?: string;
  free?: boolean;
  cost?: string;
  anonymous?: boolean;
  anonymity_limits?: string;
  languages?: string[];
  what_happens?: string;
  warning?: string;
  checked_text: string;
  sources?: string[];
  channels: Channel[];
}

interface Helplines {
  type: "helplines";
  country?: string | null;
  language: Language;
  services: Service[];
  emergency: { number: string; use: string; label: string }[];
  warnings: string[];
  /** When what it says of opening hours may have stopped being true. */
  until?: number;
}

interface Button {
  title: string;
  payload: string;
}

interface Message {
  text?: string;
  language?: string;
  buttons?: Button[];
  custom?: Helplines | { type: "hide" } | { type: "progress"; step: number; of: number; title: string };
}

interface Reply {
  state: string;
  messages: Message[];
}

interface TurnBody {
  text?: string;
  payload?: string;
  language?: Language;
}

interface Settings {
  server: string;
  language: Language;
  country: string;
  style: "normal" | "simple";
}

type Around = import("./element.js").LucioleChat;

declare namespace Intl {
  interface Locale {
    getTimeZones?(): string[] | undefined;
  }
}

declare const TEXTS: Record<Language, Texts>;
declare const TOPICS: Topic[];
declare const STYLE: string;
declare const HELPLINES: {
  countries: Record<string, string[][][]>;
  worldwide: string[][][];
  words: Record<Language, { checked: string; via: Texts; uses: Texts; kinds: Texts; about: Texts; warnings: string[] }>;
};

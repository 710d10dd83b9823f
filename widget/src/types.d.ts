// What `luciole/widget.py` puts in front of the modules, and the shapes they pass around.

type Language = "fr" | "en";

interface Topic {
  title: string;
  questions: { title: string; payload: string }[];
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
  anonymous?: boolean;
  what_happens?: string;
  warning?: string;
  checked_text?: string;
  channels: Channel[];
}

interface Helplines {
  type: "helplines";
  country?: string | null;
  language: Language;
  services: Service[];
  emergency: { number: string; use: string; label: string }[];
  warnings: string[];
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
  country: string | null;
  style: "normal" | "simple";
}

declare const TEXTS: Record<Language, Texts>;
declare const TOPICS: Record<Language, Topic[]>;
declare const STYLE: string;
declare const HELPLINES: {
  words: Record<Language, { checked: string; via: Texts; uses: Texts; kinds: Texts }>;
  countries: Record<string, { emergency: [string, string][]; numbers: [string, string, string, string][] }>;
  worldwide: Record<Language, Helplines>;
};

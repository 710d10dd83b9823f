// Reading aloud, only with a voice that lives on the device: other voices send the text away.

/** @param {string} language */
function localVoice(language) {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  return voices.find((voice) => voice.localService === true && voice.lang.startsWith(language));
}

/** @param {string} language */
export function canRead(language) {
  return !!localVoice(language);
}

/** @param {string[]} texts @param {string} language */
export function read(texts, language) {
  hush();
  const voice = localVoice(language);
  if (!voice) return;
  for (const text of texts) {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    speechSynthesis.speak(utterance);
  }
}

export function hush() {
  globalThis.speechSynthesis?.cancel();
}

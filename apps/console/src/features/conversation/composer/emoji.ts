const of = (text: string) => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);

/** What people in service use, by kind. */
export const emoji = {
  faces: of('😀😃😄😁😆😅😂🙂😉😊😇🥰😍😘😋😜🤗🤭🤔😐😶🙄😏😬😌😔😴😷🤒🤕😵😎🤓😕😟🙁😮😳🥺😢😭😱😖😞😓😩😤😡'),
  hands: of('👍👎👌✌️🤞🤝👏🙌🙏💪👋🤚✋👉👈👆👇☝️🫶👀'),
  signs: of('❤️🧡💛💚💙💜💔💯✅❌❓❗⭐🌟🔥🎉🎁💡⏰📌📎📞📧📦🚚💰💳🧾🔧🔒'),
  nature: of('🌞🌙☁️🌧️❄️🌈🌸🌹🌻🌲🍀🐱🐶🐼🐰☕🍵🍎🍰🎂'),
} as const;

export type EmojiKind = keyof typeof emoji;

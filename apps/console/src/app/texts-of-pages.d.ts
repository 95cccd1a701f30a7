declare module '*.json?pages' {
  const texts: object;
  export default texts;
}

declare module '*.css?url' {
  /** Where the style sheet lies. */
  const address: string;
  export default address;
}

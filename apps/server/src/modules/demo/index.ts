export { demoThings, seedDemo } from './seed-demo.ts';

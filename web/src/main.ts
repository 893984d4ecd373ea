import {mount} from 'svelte';
import './fonts.css';
import './app.css';
import App from './App.svelte';
import {askEarly} from './lib/api';
import {fontsOf} from './lib/fonts';

// What every screen waits for is asked before the app is made; so is the text that the reader opens with.
for (const path of ['status', 'verdicts']) askEarly(path);
const id = new URLSearchParams(location.search).get('id');
if (location.pathname === '/read' && id) {
  for (const path of ['text', 'article']) askEarly(path, new URLSearchParams({id}));
  void import('./screens/Reader.svelte');
  void fontsOf('Naskh');
}
void fontsOf('Plex').then(() => mount(App, {target: document.getElementById('app')!}));

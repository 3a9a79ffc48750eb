import './styles/tokens.css';
import './styles/look.css';

import { mount } from 'svelte';

import App from './App.svelte';
import { askEarly } from './early';
import { navigation } from './navigation.svelte';
import { session } from './session.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no element with the id "app"');

void session.load();
askEarly(navigation.page);

export default mount(App, { target });

import { mount } from 'svelte'
import '$shared/tokens.css'
import './field.css'
import App from './App.svelte'
import { look } from './phone/look.svelte.ts'

look.start()
document.documentElement.lang = localStorage.getItem('sejuk.language') === 'en' ? 'en' : 'id'
const target = document.getElementById('app')
if (target) mount(App, { target })

/** The one script of the pages: it shows the copy buttons and makes them work. Everything else works without it. */

/** Clipboards are for secure pages only; on a plain http address the old way is taken. */
export const script = `'use strict'
const said = document.getElementById('said')

function copyOldWay(text) {
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('readonly', '')
  area.className = 'offscreen'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  return done
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyOldWay(text)
  }
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    const done = await copy(button.dataset.copy)
    const words = done ? 'Copied' : 'Not copied'
    button.textContent = words
    said.textContent = words + ': ' + button.dataset.copy
    button.focus()
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 2000)
  })
}
`

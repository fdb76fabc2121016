/** Photos: drawn anew, so that the camera's notes are gone; small; faces painted over by hand. */
import { toHex } from '../core/base64.ts'
import type { Photo } from '../core/box.ts'

export const MOST_BYTES = 400 * 1024
const MOST_SIDE = 1280
const QUALITIES = [0.8, 0.65, 0.5, 0.35]
const SIDES = [1, 0.75, 0.5]

/** Draws a file into a canvas of at most 1,280 points a side. */
export async function load(file: Blob, canvas: HTMLCanvasElement): Promise<void> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, MOST_SIDE / Math.max(picture.width, picture.height))
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
}

/** Paints over a face: flat, so that no filter brings it back. */
export function blur(canvas: HTMLCanvasElement, x: number, y: number): void {
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.fillStyle = '#202020'
  pen.beginPath()
  pen.arc(x, y, Math.max(canvas.width, canvas.height) / 24, 0, 2 * Math.PI)
  pen.fill()
}

/** The canvas as a JPEG of at most 400 KB; null when it cannot be made that small. */
export async function jpegOf(canvas: HTMLCanvasElement, taken: number): Promise<Photo | null> {
  for (const side of SIDES) {
    const drawn = side === 1 ? canvas : smaller(canvas, side)
    for (const quality of QUALITIES) {
      const blob = await new Promise<Blob | null>((done) => drawn.toBlob(done, 'image/jpeg', quality))
      if (!blob || blob.size > MOST_BYTES) continue
      const bytes = new Uint8Array(await blob.arrayBuffer())
      const sha256 = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
      return { sha256, bytes, taken, unsent: taken }
    }
  }
  return null
}

function smaller(canvas: HTMLCanvasElement, side: number): HTMLCanvasElement {
  const drawn = document.createElement('canvas')
  drawn.width = Math.max(1, Math.round(canvas.width * side))
  drawn.height = Math.max(1, Math.round(canvas.height * side))
  drawn.getContext('2d')?.drawImage(canvas, 0, 0, drawn.width, drawn.height)
  return drawn
}

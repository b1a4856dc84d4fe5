/** Makes a photo small enough to send from a phone; the server decides what it becomes in the end. */

const LONGEST_SIDE = 2048;

/** @param {File} file @returns {Promise<File>} a JPEG of at most 2048 px, or the file as it is when this browser can not read it */
export async function shrunk(file) {
  if (!file.type.startsWith("image/") || !globalThis.createImageBitmap) {
    return file;
  }
  try {
    const picture = await createImageBitmap(file);
    const scale = LONGEST_SIDE / Math.max(picture.width, picture.height);
    return scale < 1 ? await drawn(picture, scale, file.name) : file;
  } catch {
    return file; // HEIC in most browsers: the server reads it
  }
}

async function drawn(picture, scale, name) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.86));
  return new File([blob], name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" });
}

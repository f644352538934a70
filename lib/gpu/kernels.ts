/**
 * The same work for a processor and for a GPU: one function of a place, in TypeScript and in WGSL, whole numbers only, so that
 * the results can be compared exactly.
 */

/** What is computed: the number of prime factors of each number, or the mean of the 9 × 9 pixels about each one. */
export type GpuTask = "factors" | "filter";

/** Every task, in the order in which plots show them. */
export const gpuTasks: readonly GpuTask[] = ["factors", "filter"];

/** Width of the filter's images, in pixels. */
export const imageWidth = 512;

/** What the processor computes, at the places from `from` to `to`. */
export type CpuKernel = (input: Uint32Array, output: Uint32Array, from: number, to: number) => void;

/** Counts the prime factors of each number, by trial division as in the course: O(√n) divisions each. */
function countFactors(input: Uint32Array, output: Uint32Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    let n = input[i] ?? 0;
    let count = 0;
    let d = 2;
    while (d * d <= n) {
      if (n % d === 0) {
        n = (n / d) >>> 0;
        count++;
      } else d++;
    }
    output[i] = n > 1 ? count + 1 : count;
  }
}

/** How far the filter looks in each direction, in pixels. */
const reach = 4;

/** The mean of the pixels about each one, 9 × 9 of them, in whole numbers; at the edges the nearest pixel counts again. */
function blur(input: Uint32Array, output: Uint32Array, from: number, to: number): void {
  const height = Math.ceil(input.length / imageWidth);
  for (let i = from; i < to; i++) {
    const x = i % imageWidth;
    const y = (i - x) / imageWidth;
    let sum = 0;
    for (let dy = -reach; dy <= reach; dy++) {
      const row = Math.min(height - 1, Math.max(0, y + dy)) * imageWidth;
      for (let dx = -reach; dx <= reach; dx++) {
        const at = row + Math.min(imageWidth - 1, Math.max(0, x + dx));
        sum += input[at] ?? 0;
      }
    }
    output[i] = (sum / 81) >>> 0;
  }
}

export const cpuKernels: Readonly<Record<GpuTask, CpuKernel>> = { factors: countFactors, filter: blur };

/** Lanes that a workgroup holds; a call starts as many workgroups as are needed, in rows of 65,535. */
export const workgroupSize = 64;
export const groupsPerRow = 65_535;

const frame = (body: string) => `
@group(0) @binding(0) var<storage, read> input: array<u32>;
@group(0) @binding(1) var<storage, read_write> output: array<u32>;

@compute @workgroup_size(${workgroupSize})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let i = id.y * ${groupsPerRow * workgroupSize}u + id.x;
  if (i >= arrayLength(&output)) { return; }
${body}
}`;

/** What each lane of the GPU computes, in WGSL. */
export const gpuKernels: Readonly<Record<GpuTask, string>> = {
  factors: frame(`
  var n = input[i];
  var count = 0u;
  var d = 2u;
  while (d < 65536u && d * d <= n) {
    if (n % d == 0u) { n = n / d; count++; } else { d++; }
  }
  if (n > 1u) { count++; }
  output[i] = count;`),
  filter: frame(`
  let height = i32((arrayLength(&input) + ${imageWidth - 1}u) / ${imageWidth}u);
  let x = i32(i % ${imageWidth}u);
  let y = i32(i / ${imageWidth}u);
  var sum = 0u;
  for (var dy = -${reach}; dy <= ${reach}; dy++) {
    let row = clamp(y + dy, 0, height - 1) * ${imageWidth};
    for (var dx = -${reach}; dx <= ${reach}; dx++) {
      let at = u32(row + clamp(x + dx, 0, ${imageWidth - 1}));
      if (at < arrayLength(&input)) { sum += input[at]; }
    }
  }
  output[i] = sum / 81u;`),
};

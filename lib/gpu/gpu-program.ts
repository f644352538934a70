/**
 * The process that talks to the GPU, so that a driver that crashes takes no notebook with it.
 *
 *   { kind: "open" }             ──▶  { kind: "adapter", name, isSoftware } or { kind: "none", reason }
 *   { kind: "run", task, input } ──▶  { kind: "done", output, started, ms } or { kind: "failed", reason }
 *
 * Owner of the GPU, the adapter and the device: this module, for as long as the process lives; unreferenced they would be
 * collected, and Dawn crash. It ends when the channel to its parent does.
 */
import { now } from "../timeline/now.ts";
import { adapterName, isSoftware } from "./adapter-name.ts";
import { type GpuTask, gpuKernels, groupsPerRow, workgroupSize } from "./kernels.ts";

let gpu: GPU | undefined;
let adapter: GPUAdapter | null = null;
let device: GPUDevice | undefined;
const pipelines = new Map<GpuTask, GPUComputePipeline>();

process.on("disconnect", () => process.exit(0));
process.on("message", (message: { kind: "open" } | { kind: "run"; task: GpuTask; input: Uint32Array<ArrayBuffer> }) => {
  const answer = message.kind === "open" ? open() : run(message.task, message.input);
  answer.then(
    (told) => process.send?.(told),
    (error: unknown) => process.send?.({ kind: message.kind === "open" ? "none" : "failed", reason: String(error) }),
  );
});

async function open(): Promise<object> {
  let webgpu: typeof import("webgpu");
  try {
    webgpu = await import("webgpu");
  } catch (error) {
    return {
      kind: "none",
      reason: `the npm package webgpu can't be loaded (${String(error).split(/\n| imported from/)[0]})`,
    };
  }
  Object.assign(globalThis, webgpu.globals);
  gpu = webgpu.create([]);
  adapter = await gpu.requestAdapter();
  if (adapter === null) return { kind: "none", reason: "no adapter: neither a GPU nor a driver for WebGPU was found" };
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  device = await adapter.requestDevice({ requiredLimits: { maxBufferSize, maxStorageBufferBindingSize } });
  return { kind: "adapter", name: adapterName(adapter.info), isSoftware: isSoftware(adapter.info) };
}

/** Time from the input in this process to the output in it: both ways over the bus, and the lanes. */
async function run(task: GpuTask, input: Uint32Array<ArrayBuffer>): Promise<object> {
  if (device === undefined) throw new Error("no device");
  const pipeline = pipelines.get(task) ?? (await pipelineOf(device, task));
  pipelines.set(task, pipeline);
  const size = Math.max(4, input.byteLength);
  const started = now();
  const { STORAGE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const source = device.createBuffer({ size, usage: STORAGE | COPY_DST });
  const target = device.createBuffer({ size, usage: STORAGE | COPY_SRC });
  const read = device.createBuffer({ size, usage: COPY_DST | MAP_READ });
  try {
    device.queue.writeBuffer(source, 0, input);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    const entries = [source, target].map((buffer, binding) => ({ binding, resource: { buffer } }));
    pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
    const groups = Math.ceil(input.length / workgroupSize);
    pass.dispatchWorkgroups(Math.min(groups, groupsPerRow), Math.ceil(groups / groupsPerRow));
    pass.end();
    encoder.copyBufferToBuffer(target, 0, read, 0, size);
    device.queue.submit([encoder.finish()]);
    await read.mapAsync(GPUMapMode.READ);
    const output = new Uint32Array(read.getMappedRange().slice(0));
    return { kind: "done", output, started, ms: now() - started };
  } finally {
    for (const buffer of [source, target, read]) buffer.destroy();
  }
}

async function pipelineOf(owner: GPUDevice, task: GpuTask): Promise<GPUComputePipeline> {
  const module = owner.createShaderModule({ code: gpuKernels[task] });
  return owner.createComputePipelineAsync({ layout: "auto", compute: { module, entryPoint: "main" } });
}

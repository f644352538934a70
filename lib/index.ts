export { BoundedBuffer } from "./buffers/bounded-buffer.ts";
export { type BufferLevelOptions, bufferLevel } from "./buffers/buffer-level.ts";
export { type BufferOptions, type BufferTraffic, produceAndConsume } from "./buffers/produce-and-consume.ts";
export { type ClockFrequency, measureClock } from "./clock/measure-clock.ts";
export { type MoorePlotOptions, moorePlot, mooresLaw } from "./clock/moore-plot.ts";
export { type Processor, processors, processorsSource } from "./clock/processors.ts";
export { type ThreeWays, type TwoByTwo, type TwoByTwoOptions, twoByTwo } from "./concurrency/two-by-two.ts";
export { type Counted, type CountOptions, countTogether } from "./counter/count-together.ts";
export type { Counting } from "./counter/counting.ts";
export { type LostUpdatesOptions, lostUpdates } from "./counter/lost-updates.ts";
export { crawl } from "./crawl/crawl.ts";
export type { CrawlOptions } from "./crawl/crawl-options.ts";
export type { Crawl, CrawledPage, PageOutcome, Spent } from "./crawl/crawled-page.ts";
export { type FetchedPage, type FetchPageOptions, fetchPage } from "./crawl/fetch-page.ts";
export { linksOf, type PageLinks } from "./crawl/links-of.ts";
export { normaliseUrl, type PageUrl } from "./crawl/normalise-url.ts";
export { findDeadlock, type WaitForGraph } from "./deadlocks/wait-for-graph.ts";
export { type WaitForPlotOptions, waitForPlot } from "./deadlocks/wait-for-plot.ts";
export { WatchedLocks } from "./deadlocks/watched-locks.ts";
export { martelliClasses } from "./distributed/martelli-classes.ts";
export { type RedisFound, redisFound } from "./distributed/redis-found.ts";
export type { DownloadOptions, DownloadResult, DownloadSpan, DownloadStrategy } from "./downloads/download.ts";
export { downloadImages } from "./downloads/download-images.ts";
export { NavetteError } from "./errors/navette-error.ts";
export { Unfinished } from "./errors/unfinished.ts";
export { type LoopOrderOptions, loopOrder } from "./event-loop/loop-order.ts";
export type { LoopPhase } from "./event-loop/loop-phase.ts";
export type { LoopCallback } from "./event-loop/loop-recorder.ts";
export { type LoopTimelineOptions, loopTimeline } from "./event-loop/loop-timeline.ts";
export { predictedOrder, predictOrder } from "./event-loop/predict-order.ts";
export { type LoopProgram, type LoopRecording, type RecordLoopOptions, recordLoop } from "./event-loop/record-loop.ts";
export { type RecordedRequests, type RequestWay, recordRequests, requestWays } from "./event-loop/request-ways.ts";
export { serveText, type TextServer, type TextServerOptions } from "./event-loop/serve-text.ts";
export { check, type Progression, type Verdict } from "./exercises/check.ts";
export { Note } from "./exercises/note.ts";
export { type Estimate, estimateOf, type Guess, predict, predictionsOf } from "./exercises/predict.ts";
export { todo } from "./exercises/todo.ts";
export { type DownloadBound, downloadBound, downloadIdeal } from "./explanations/download-bound.ts";
export { explainAlgorithms } from "./explanations/explain-algorithms.ts";
export { explainBakery } from "./explanations/explain-bakery.ts";
export { explainCounting } from "./explanations/explain-counting.ts";
export { explainCrawls } from "./explanations/explain-crawls.ts";
export { explainDinners } from "./explanations/explain-dinners.ts";
export { explainDownloads } from "./explanations/explain-downloads.ts";
export { explainEngines, explainTurns } from "./explanations/explain-engines.ts";
export { explainFactors } from "./explanations/explain-factors.ts";
export { explainGpu } from "./explanations/explain-gpu.ts";
export { explainLoop, type LoopExpectations } from "./explanations/explain-loop.ts";
export { explainPage } from "./explanations/explain-page.ts";
export { explainPrinting } from "./explanations/explain-printing.ts";
export { explainProbes } from "./explanations/explain-probes.ts";
export { explainCrash, explainIpc, explainMemory } from "./explanations/explain-processes.ts";
export { explainDataCentre, explainPressure, explainThroughput } from "./explanations/explain-reactive.ts";
export { explainScaling } from "./explanations/explain-scaling.ts";
export { explainSwitches } from "./explanations/explain-switches.ts";
export { explainHandOvers, explainThreadMemory, explainThreadThroughput } from "./explanations/explain-thread-costs.ts";
export { explainTrace } from "./explanations/explain-trace.ts";
export { explainTrains } from "./explanations/explain-trains.ts";
export { explainTwoByTwo } from "./explanations/explain-two-by-two.ts";
export { explainWriting } from "./explanations/explain-writing.ts";
export { checkFactorisation, checkFactorisations } from "./factors/check-factorisation.ts";
export type { Algorithm } from "./factors/divisions.ts";
export { Factorisations } from "./factors/factorisations.ts";
export { type FactoriseOptions, factoriseAll } from "./factors/factorise-all.ts";
export { isPrime } from "./factors/is-prime.ts";
export { primeFactors } from "./factors/prime-factors.ts";
export { type Printed, type Printing, type PrintingCostOptions, printingCost } from "./factors/printing-cost.ts";
export { type RandomNumbersOptions, randomNumbers } from "./factors/random-numbers.ts";
export {
  type FastAlgorithm,
  type WriteFactorsOptions,
  type WrittenFactors,
  writeFactors,
} from "./factors/write-factors.ts";
export { type CompareGpuOptions, compareGpu, type DeviceTimes, type GpuComparison } from "./gpu/compare-gpu.ts";
export { crossing } from "./gpu/crossing.ts";
export { type GpuPlotOptions, gpuPlot } from "./gpu/gpu-plot.ts";
export { type GpuTask, gpuTasks } from "./gpu/kernels.ts";
export { type Gpu, type NoGpu, openGpu } from "./gpu/open-gpu.ts";
export { type Host, host, type Locale, type MimeBundle } from "./host/host.ts";
export { type ContactSheet, contactSheet } from "./images/contact-sheet.ts";
export { type Failure, type ImageServer, type ImageServerOptions, serveImages } from "./images/serve-images.ts";
export { type Ending, type Exploration, type ExploreOptions, explore, type Outcome } from "./interleavings/explore.ts";
export { type InterleavingStepsOptions, interleavingSteps } from "./interleavings/interleaving-steps.ts";
export { type InterleavingTreeOptions, interleavingTree } from "./interleavings/interleaving-tree.ts";
export type { Program, ProgramState } from "./interleavings/program.ts";
export {
  type Replay,
  type ReplayOptions,
  type ReplayStep,
  randomInterleaving,
  replay,
} from "./interleavings/replay.ts";
export {
  type CompareInterpretersOptions,
  type Comparison,
  compareInterpreters,
  type EngineRun,
} from "./interpreters/compare-interpreters.ts";
export { type EnginesPlotOptions, enginesPlot } from "./interpreters/engines-plot.ts";
export {
  type FindInterpretersOptions,
  type FoundInterpreters,
  findInterpreters,
  type Interpreter,
  type MissingInterpreter,
  type PythonKind,
} from "./interpreters/find-interpreters.ts";
export { type RecordedTurns, type RecordTurnsOptions, recordTurns } from "./interpreters/record-turns.ts";
export { turnsPlot } from "./interpreters/turns-plot.ts";
export { Barrier } from "./locks/barrier.ts";
export { Condition } from "./locks/condition.ts";
export { Mutex } from "./locks/mutex.ts";
export { PetersonLock } from "./locks/peterson.ts";
export { ReadWriteLock } from "./locks/read-write-lock.ts";
export { Semaphore } from "./locks/semaphore.ts";
export { SpinLock } from "./locks/spin-lock.ts";
export { availableWorkers } from "./machine/available-workers.ts";
export { machine } from "./machine/machine.ts";
export { fetchAdd } from "./memory/fetch-add.ts";
export type { Memory, MemoryTask, Thread } from "./memory/memory.ts";
export { SharedMemory } from "./memory/shared-memory.ts";
export { type DineOptions, type Dinner, dine } from "./philosophers/dine.ts";
export { type CureBarsOptions, cureBars, type WaitForGraphOptions, waitForGraph } from "./philosophers/dinner-plots.ts";
export { fairness } from "./philosophers/fairness.ts";
export { type Cure, cures } from "./philosophers/philosopher.ts";
export { type GanttOptions, gantt } from "./plots/gantt.ts";
export { type MillionPagesOptions, millionPages } from "./plots/million-pages.ts";
export { Plot } from "./plots/plot.ts";
export { forgetRuns, type Runs } from "./plots/run-memory.ts";
export { type SpeedUpOptions, speedUp } from "./plots/speed-up.ts";
export { type SpentBarsOptions, spentBars } from "./plots/spent-bars.ts";
export { type TimingBarsOptions, timingBars } from "./plots/timing-bars.ts";
export type { Prediction } from "./plots/timing-rows.ts";
export { type TwoByTwoTableOptions, twoByTwoTable } from "./plots/two-by-two-table.ts";
export { type BakeryRuns, type WaitingTimesOptions, waitingTimes } from "./plots/waiting-times.ts";
export { type WorkloadPlotOptions, workloadPlot } from "./plots/workload-plot.ts";
export { closeSessionPools } from "./pools/session-pools.ts";
export { predictShares } from "./probe/predict-shares.ts";
export { type Bound, type Probe, type ProbeOptions, probe } from "./probe/probe.ts";
export { type ProbePlotOptions, probeBars, roofline } from "./probe/probe-plots.ts";
export { type CrashBarsOptions, crashBars } from "./processes/crash-bars.ts";
export { type CrashOptions, type CrashOutcome, crashOne } from "./processes/crash-one.ts";
export type { CrashCause } from "./processes/crash-task.ts";
export { describeProcess } from "./processes/describe-process.ts";
export type { IpcWay } from "./processes/ipc-channels.ts";
export { type IpcCost, type IpcMeasure, type IpcOptions, ipcCost } from "./processes/ipc-cost.ts";
export { type IpcPlotOptions, ipcPlot } from "./processes/ipc-plot.ts";
export { type MemoryCost, type MemoryMeasure, memoryCost } from "./processes/memory-cost.ts";
export { type MemoryPlotOptions, memoryPlot } from "./processes/memory-plot.ts";
export { ProcessProperties } from "./processes/process-properties.ts";
export type { BakeryDay } from "./queues/bakery.ts";
export type { BakeryOptions } from "./queues/bakery-options.ts";
export { type RunBakeryOptions, runBakery } from "./queues/run-bakery.ts";
export { simulateBakery } from "./queues/simulate-bakery.ts";
export { erlangC, waitInTheory } from "./queues/wait-in-theory.ts";
export { type Line, type Railway, railway, type Station } from "./railway/railway.ts";
export { type RailwayMapOptions, railwayMap } from "./railway/railway-map.ts";
export { type Route, shortestPath, withoutLine } from "./railway/shortest-path.ts";
export { alertLog } from "./reactive/alert-log.ts";
export {
  type BackPressureOptions,
  backPressure,
  type Pressure,
  type Remedy,
  remedies,
} from "./reactive/back-pressure.ts";
export { bandCurve, hotAlerts, tryBands } from "./reactive/band-curve.ts";
export type { DataCentreOptions } from "./reactive/data-centre-options.ts";
export { type HeatMapOptions, heatMap } from "./reactive/heat-map.ts";
export { pressurePlot } from "./reactive/pressure-plot.ts";
export { type DataCentre, type RunDataCentreOptions, runDataCentre } from "./reactive/run-data-centre.ts";
export { type WatchDataCentreOptions, watchDataCentre } from "./reactive/watch-data-centre.ts";
export { type Reading, Zone } from "./reactive/zone.ts";
export { type ZoneHistoryOptions, zoneHistory } from "./reactive/zone-history.ts";
export { type Thresholds, type ZoneAlert, type ZoneWindow, zoneAlerts, zoneWindows } from "./reactive/zone-streams.ts";
export { type GuardBarsOptions, guardBars } from "./readers-writers/guard-bars.ts";
export { type ReadsAndWrites, type ReadWriteOptions, readAndWrite } from "./readers-writers/read-and-write.ts";
export type { Guard } from "./readers-writers/reader-writer.ts";
export { type CountPrimesOptions, countPrimes } from "./scaling/count-primes.ts";
export { type FittedLaw, fitAmdahl, fitGustafson, fitUsl, type LawName } from "./scaling/fit-laws.ts";
export { fitScaling, type ScalingFit } from "./scaling/fit-scaling.ts";
export { amdahl, gustafson, peakWorkers, universalScalability } from "./scaling/laws.ts";
export type { FittedValue, ScalingMeasure } from "./scaling/least-squares.ts";
export { measureScaling, type ScalingOptions } from "./scaling/measure-scaling.ts";
export { type ScalingPlotOptions, scaling } from "./scaling/scaling.ts";
export type { ScalingBand } from "./scaling/scaling-layers.ts";
export { workerCounts } from "./scaling/worker-counts.ts";
export { type Site, type SiteOptions, serveSite } from "./site/serve-site.ts";
export { strategies } from "./strategies/check-strategy.ts";
export { type CourseFigure, courseFigures } from "./strategies/course-figures.ts";
export { type Interval, interval } from "./strategies/interval.ts";
export { openExecutor } from "./strategies/open-executor.ts";
export { repeat } from "./strategies/repeat.ts";
export { sessionExecutor } from "./strategies/session-executor.ts";
export type {
  Executor,
  Machine,
  MapOptions,
  Progress,
  Run,
  RunOptions,
  Strategy,
  Task,
} from "./strategies/strategy.ts";
export { countSwitches, type Switches, type SwitchRates, type ThreadSwitches } from "./switches/count-switches.ts";
export { predictedSwitches, predictSwitches } from "./switches/predict-switches.ts";
export { switchesByWorkers, type WorkerSwitches } from "./switches/switches-by-workers.ts";
export { type SwitchesPlotOptions, switchesPlot, switchRows } from "./switches/switches-plots.ts";
export type { Sharing } from "./thread-costs/busy-thread.ts";
export { type HandOver, type HandOverOptions, handOver } from "./thread-costs/hand-over.ts";
export { type HandOverBarsOptions, handOverBars } from "./thread-costs/hand-over-bars.ts";
export type { HandOverWay } from "./thread-costs/ping-pong.ts";
export { type ThreadMemory, threadMemory } from "./thread-costs/thread-memory.ts";
export { type ThreadMemoryPlotOptions, threadMemoryLines } from "./thread-costs/thread-memory-lines.ts";
export { type Throughput, type ThroughputOptions, throughput } from "./thread-costs/throughput.ts";
export { type ThroughputLinesOptions, throughputLines } from "./thread-costs/throughput-lines.ts";
export { type ChromeTrace, type ChromeTraceEvent, chromeTrace } from "./timeline/chrome-trace.ts";
export { criticalPath } from "./timeline/critical-path.ts";
export { now } from "./timeline/now.ts";
export type { Span, SpanStatus } from "./timeline/span.ts";
export { Timeline } from "./timeline/timeline.ts";
export { utilisation, type WorkloadMoment, workload } from "./timeline/workload.ts";
export { type LineCountsOptions, lineCounts } from "./trace/line-counts.ts";
export { type TraceOptions, trace } from "./trace/trace.ts";
export { Trace } from "./trace/trace-result.ts";
export type {
  TraceCut,
  TraceData,
  TracedFrame,
  TracedObject,
  TracedValue,
  TracedVariable,
  TraceStep,
} from "./trace/trace-step.ts";
export { type Collision, runTrains, type Traffic, type TrainOptions } from "./trains/run-trains.ts";
export { type CollisionOptions, collisionBars, spaceTime, type TrainPlotOptions } from "./trains/space-time.ts";
export { crossTrack, type Journey, type SingleTrackLine } from "./trains/train.ts";

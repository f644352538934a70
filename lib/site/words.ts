/** Words of the synthetic pages, those of the course; nothing that they say makes sense. */
export const words = (
  "concurrency parallelism thread process worker queue lock semaphore signal event loop page server client request answer " +
  "latency bandwidth cache memory core clock cycle kernel scheduler context switch stream socket buffer frontier crawl link " +
  "host domain reserved example the a of and with while before after between under over each every some many slow fast"
).split(" ");

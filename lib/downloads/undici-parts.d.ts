declare module "undici/lib/dispatcher/agent.js" {
  import { Agent } from "undici";

  export default Agent;
}

declare module "undici/lib/interceptor/redirect.js" {
  import { interceptors } from "undici";

  export default interceptors.redirect;
}

/** The server has said no for good; asking again changes nothing. */
export class Refused extends Error {}
